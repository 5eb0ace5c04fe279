package dev.radin.api.v1alpha1;

import dev.radin.api.v1alpha1.DatasetSpec.Role;
import dev.radin.location.OwnName;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of {@code spec.datasets}: its entries, and how many there may be of a role. */
final class DatasetRules {

    private static final String PATH = "spec.datasets";

    private final List<DatasetSpec> datasets;
    private final boolean ownNames;
    private final List<Problem> problems;
    private final Map<Role, Set<String>> places = new EnumMap<>(Role.class);

    /** @param ownNames whether something reads datasets that are no places */
    DatasetRules(List<DatasetSpec> datasets, boolean ownNames, List<Problem> problems) {
        this.datasets = datasets;
        this.ownNames = ownNames;
        this.problems = problems;
    }

    void check() {
        if (datasets == null) {
            return;
        }
        if (!datasets.isEmpty() && datasets.size() <= FieldPatterns.MOST_DATASETS) {
            roles();
        }
        SpecValidator.each(PATH, datasets, (path, dataset) -> {
            if (dataset.role != null && dataset.uri != null) {
                places.computeIfAbsent(dataset.role, role -> new HashSet<>()).add(Uris.place(dataset.uri));
            }
        });
        SpecValidator.each(PATH, datasets, this::dataset);
    }

    private void roles() {
        boolean known = datasets.stream().allMatch(d -> d != null && d.role != null);
        long validation = count(Role.Validation);
        if (known && validation == 0) {
            problem(PATH, FieldPatterns.NO_VALIDATION);
        }
        if (validation > FieldPatterns.MOST_OF_A_ROLE) {
            problem(PATH, FieldPatterns.MANY_VALIDATION);
        }
        if (count(Role.Test) > FieldPatterns.MOST_OF_A_ROLE) {
            problem(PATH, FieldPatterns.MANY_TEST);
        }
        if (count(Role.Calibration) > 1) {
            problem(PATH, FieldPatterns.MANY_CALIBRATION);
        }
    }

    private long count(Role role) {
        return datasets.stream().filter(d -> d != null && d.role == role).count();
    }

    private void dataset(String path, DatasetSpec dataset) {
        SpecValidator.named(path + ".name", dataset.name, problems);
        boolean isOwnName = dataset.uri != null && OwnName.is(dataset.uri);
        if (!isOwnName) {
            Uris.check(path + ".uri", dataset.uri, problems);
        } else if (!ownNames) {
            problem(path + ".uri", FieldPatterns.OWN_NAME_UNREAD);
        } else if (dataset.digest != null) {
            problem(path + ".digest", FieldPatterns.OWN_NAME_PINNED);
        }
        Uris.checkDigest(path + ".digest", dataset.digest, problems);
        Decimals.checkAboveZero(path + ".weight", dataset.weight, problems);
        if (dataset.role != null && dataset.role != Role.Validation && dataset.weight != null) {
            problem(path + ".weight", FieldPatterns.WEIGHT_UNUSED);
        }
        if (dataset.role == Role.Test && repeats(dataset, Role.Validation)) {
            problem(path + ".uri", FieldPatterns.TEST_URI_SAYS);
        }
        if (dataset.role == Role.Calibration && ownNames) {
            problem(path + ".role", FieldPatterns.CALIBRATION_UNUSED);
        }
        if (dataset.role == Role.Calibration && repeats(dataset, Role.Test)) {
            problem(path + ".uri", FieldPatterns.CALIBRATION_URI_SAYS);
        }
    }

    private boolean repeats(DatasetSpec dataset, Role role) {
        return dataset.uri != null && places.getOrDefault(role, Set.of()).contains(Uris.place(dataset.uri));
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
