package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads a SoupSelection that people wrote, and says all that is wrong with it at once. */
public final class ResourceReader {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            // As on a cluster, a field without a value has its default.
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP))
            .build();

    private static final String API_VERSION = SoupSelection.GROUP + "/" + SoupSelection.VERSION;
    /** More are only counted. */
    static final int MOST_PROBLEMS = 50;

    private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private ResourceReader() {}

    /**
     * @param where what messages call the text: the file's name
     * @param prepare applied before the rules are: makes relative URIs absolute
     * @throws RadinException {@code InvalidSpec}, one problem a line
     */
    public static SoupSelection read(String text, String where, UnaryOperator<SoupSelection> prepare) {
        return read((ObjectNode) SafeYaml.read(text, where), where, prepare, MovedFields.convert(where));
    }

    /**
     * Refuses what {@code radin convert} could not make right.
     *
     * @param converted a resource, whose name may be left to the API server
     * @throws RadinException {@code InvalidSpec}, one problem a line
     */
    public static void check(JsonNode converted, String where, UnaryOperator<SoupSelection> prepare) {
        ObjectNode tree = converted.deepCopy();
        if (tree.get("metadata") instanceof ObjectNode metadata && metadata.has("generateName")) {
            metadata.put("name", metadata.path("name").asText("generated"));
        }
        read(tree, where, prepare, "The fields that moved are where they were");
    }

    /** @param advice when fields stand where they were before the first release */
    private static SoupSelection read(
            ObjectNode tree, String where, UnaryOperator<SoupSelection> prepare, String advice) {
        List<Problem> problems = new ArrayList<>();
        header(tree, problems);
        StrictFields strict = new StrictFields(MAPPER, problems);
        JsonNode spec = tree.get("spec");
        if (spec != null && !strict.fits(spec, MAPPER.constructType(SoupSelectionSpec.class), "spec")) {
            tree.remove("spec");
        }
        metadata(tree, strict, problems);
        tree.remove("status");
        SoupSelection selection = convert(tree, where);
        Consequences consequences = new Consequences(problems, strict.newPlaces());
        SpecValidator.validate(prepare.apply(selection)).problems().stream()
                .filter(problem -> !consequences.include(problem.path()))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            int unsaid = problems.size() - MOST_PROBLEMS;
            String more = unsaid > 0 ? String.format(Locale.ROOT, "\n  and %,d more", unsaid) : "";
            throw new RadinException(
                    Reason.InvalidSpec,
                    where
                            + (problems.size() == 1
                                    ? " has a problem:\n"
                                    : String.format(Locale.ROOT, " has %,d problems:\n", problems.size()))
                            + problems.stream()
                                    .limit(MOST_PROBLEMS)
                                    .map(p -> "  " + p)
                                    .collect(Collectors.joining("\n"))
                            + more
                            + (strict.newPlaces().isEmpty() ? "" : "\n  " + advice));
        }
        return selection;
    }

    private static void metadata(ObjectNode tree, StrictFields strict, List<Problem> problems) {
        JsonNode metadata = tree.get("metadata");
        if (metadata != null && !metadata.isObject()) {
            problems.add(new Problem("metadata", "is not a mapping"));
            tree.remove("metadata");
        }
        if (metadata instanceof ObjectNode object) {
            for (String field : List.of("name", "namespace")) {
                check(object, field, MAPPER.constructType(String.class), strict);
            }
            for (String field : List.of("labels", "annotations")) {
                check(
                        object,
                        field,
                        MAPPER.getTypeFactory().constructMapType(Map.class, String.class, String.class),
                        strict);
            }
        }
    }

    private static void check(ObjectNode metadata, String field, JavaType type, StrictFields strict) {
        if (metadata.has(field) && !strict.fits(metadata.get(field), type, "metadata." + field)) {
            metadata.remove(field);
        }
    }

    private static void header(ObjectNode tree, List<Problem> problems) {
        expect(tree, "apiVersion", API_VERSION, problems);
        expect(tree, "kind", "SoupSelection", problems);
        tree.fieldNames().forEachRemaining(name -> {
            if (!TOP.contains(name)) {
                String hint =
                        SpecFields.has(name) ? "; did you mean spec." + name + "?" : Suggestion.didYouMean(name, TOP);
                problems.add(new Problem(name, "unknown field" + hint));
            }
        });
    }

    private static void expect(ObjectNode tree, String field, String value, List<Problem> problems) {
        String found = tree.path(field).asText();
        if (!found.equals(value)) {
            problems.add(new Problem(
                    field,
                    found.isEmpty() ? "is missing; it should be " + value : "\"" + found + "\" should be " + value));
        }
    }

    private static SoupSelection convert(ObjectNode tree, String where) {
        try {
            return MAPPER.treeToValue(tree, SoupSelection.class);
        } catch (JsonProcessingException e) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    where + ": metadata: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** The names of the spec's own fields, for those who forget the level above. */
    private static final class SpecFields {
        static boolean has(String name) {
            for (var field : SoupSelectionSpec.class.getFields()) {
                if (field.getName().equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
