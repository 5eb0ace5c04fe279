package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.Tried;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Ranking.Candidate;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import dev.radin.protocol.Selection.UnusableModelPolicy;
import dev.radin.soup.Mixture;
import dev.radin.tensor.checkpoint.CompanionFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models that take part, numbered in the order of their digests: the numbering that mixtures use.
 *
 * @param base what they started from: the number after theirs in mixtures, and never a result alone
 * @param numbers by name, those of duplicates included
 * @param excluded by inspect or because a pass of theirs turned out to be impossible
 */
public record ModelPool(
        List<Member> members,
        Optional<Member> base,
        Map<String, Integer> numbers,
        List<ExcludedModel> excluded,
        List<String> notes) {

    /** @param weights their digest */
    public record Member(Inspection.Model model, String weights) {
        public String name() {
            return model.name();
        }

        /** What it is told apart by. */
        public String digest() {
            return model.digest(weights);
        }

        /**
         * @param beside what lies beside its weights now, or what was copied of that
         * @throws RadinException {@code InputChanged} when that is not what inspect saw, and a program is given it
         */
        public void confirm(CompanionFiles beside) {
            if (model.companions() != null && !model.companions().digest().equals(beside.identity())) {
                throw new RadinException(
                        Reason.InputChanged,
                        model.input().uri()
                                + ": the configuration or tokenizer beside it changed while the selection ran;"
                                + " run it again, and keep inputs as they are meanwhile");
            }
        }
    }

    /**
     * @throws RadinException {@code TooFewModels} when none is left, {@code InvalidInput} when one example is why, or the
     *     first model's fault when the resource says to fail on any
     */
    public static ModelPool of(Workspace workspace, Inspection inspection) {
        List<ExcludedModel> excluded = new ArrayList<>(inspection.excluded());
        List<Member> usable = new ArrayList<>();
        List<FailedPass> failed = new ArrayList<>();
        List<Member> readable = readable(workspace, inspection.architecture(), inspection.run(), excluded);
        List<Optional<FailedPass>> looked = workspace
                .requests()
                .map(readable.size(), i -> FailedPass.find(workspace.passes(), inspection, readable.get(i)));
        for (int i = 0; i < readable.size(); i++) {
            Member member = readable.get(i);
            looked.get(i)
                    .ifPresentOrElse(
                            pass -> {
                                failed.add(pass);
                                excluded.add(new ExcludedModel(
                                        member.name(),
                                        pass.fault().reason(),
                                        pass.fault().message()));
                            },
                            () -> usable.add(member));
        }
        Optional<Member> base = usable.stream()
                .filter(member -> member.name().equals(Inspection.BASE))
                .findFirst();
        base.ifPresent(usable::remove);
        refuse(workspace, excluded, failed, usable.size(), inspection.modelNotes());
        return number(usable, base, excluded);
    }

    /**
     * Gives each model its digest.
     *
     * @param excluded gets each model that turns out to be damaged when it is read
     */
    public static List<Member> readable(
            Workspace workspace,
            Inspection.Input architecture,
            List<Inspection.Model> models,
            List<ExcludedModel> excluded) {
        List<Member> readable = new ArrayList<>();
        try (Architecture opened = Architecture.open(workspace, architecture)) {
            ModelDigests digests = new ModelDigests(workspace, opened);
            List<Tried<String>> read = workspace
                    .requests()
                    .map(
                            models.size(),
                            i -> Tried.of(
                                    Reason::concernsOneModel,
                                    () -> digests.of(models.get(i).input())));
            for (int i = 0; i < models.size(); i++) {
                try {
                    readable.add(new Member(models.get(i), read.get(i).get()));
                } catch (RadinException e) {
                    excluded.add(ExcludedModel.of(models.get(i).name(), e));
                }
            }
        }
        return readable;
    }

    /** Before anything was run. @param modelNotes as {@link Inspection#modelNotes} */
    public static void refuse(
            Workspace workspace, List<ExcludedModel> excluded, int usable, Map<String, List<String>> modelNotes) {
        refuse(workspace, excluded, List.of(), usable, modelNotes);
    }

    /** What was recognised in a file may be why it is unusable. */
    private static void refuse(
            Workspace workspace,
            List<ExcludedModel> excluded,
            List<FailedPass> failed,
            int usable,
            Map<String, List<String>> modelNotes) {
        if (!excluded.isEmpty() && workspace.selection().unusableModelPolicy() == UnusableModelPolicy.Fail) {
            ExcludedModel first = excluded.get(0);
            throw new RadinException(
                    first.reason(),
                    "model " + first.model() + " is unusable, and unusableModelPolicy is Fail: " + first.message());
        }
        if (usable == 0) {
            SharedExample.of(failed).ifPresent(example -> {
                throw new RadinException(
                        Reason.InvalidInput,
                        example.message() + recognised(failed.get(0).model(), modelNotes));
            });
            throw new RadinException(
                    Reason.TooFewModels,
                    "none of the " + excluded.size() + " models is usable; the first, "
                            + excluded.get(0).model() + ": " + excluded.get(0).message()
                            + recognised(excluded.get(0).model(), modelNotes));
        }
    }

    private static String recognised(String model, Map<String, List<String>> modelNotes) {
        return modelNotes.getOrDefault(model, List.of()).stream()
                .map(note -> " (" + model + ": " + note + ")")
                .collect(Collectors.joining());
    }

    private static ModelPool number(List<Member> usable, Optional<Member> base, List<ExcludedModel> excluded) {
        usable.sort(Comparator.comparing(Member::digest).thenComparing(Member::name));
        List<Member> members = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<String> notes = new ArrayList<>();
        for (Member member : usable) {
            Member last = members.isEmpty() ? null : members.get(members.size() - 1);
            if (last != null && last.digest().equals(member.digest())) {
                notes.add(member.name() + " and " + last.name() + " hold the same weights; they count once");
            } else {
                members.add(member);
            }
            numbers.put(member.name(), members.size() - 1);
        }
        excluded.sort(Comparator.comparing(ExcludedModel::model));
        Optional<Member> twin = base.flatMap(start -> members.stream()
                .filter(member -> member.digest().equals(start.digest()))
                .findFirst());
        twin.ifPresent(member -> notes.add(member.name() + " holds the weights of the base; they count once"));
        Optional<Member> own = twin.isPresent() ? Optional.empty() : base;
        own.ifPresent(start -> numbers.put(start.name(), members.size()));
        return new ModelPool(List.copyOf(members), own, Map.copyOf(numbers), List.copyOf(excluded), List.copyOf(notes));
    }

    /** What mixtures number: the members, and the base after them. */
    public List<Member> everyone() {
        return Stream.concat(members.stream(), base.stream()).toList();
    }

    public static List<Inspection.Input> inputs(List<Member> members) {
        return members.stream().map(member -> member.model().input()).toList();
    }

    /** How a soup of these models is called in a line of progress. */
    public static String title(List<String> models) {
        return models.size() == 1 ? models.get(0) : "soup of " + models.size() + " (" + models.get(0) + ", …)";
    }

    /** The names of a mixture's members, in digest order; the base last. */
    public List<String> names(Mixture mixture) {
        List<Member> everyone = everyone();
        return Arrays.stream(mixture.members())
                .mapToObj(m -> everyone.get(m).name())
                .toList();
    }

    /** One a member; null when all are equal. */
    public static List<Double> weights(Mixture mixture) {
        if (mixture.isUniform()) {
            return null;
        }
        List<Double> weights = new ArrayList<>();
        for (int k = 0; k < mixture.size(); k++) {
            weights.add(mixture.weight(k));
        }
        return weights;
    }

    /** @param estimate null for none */
    public Candidate candidate(Mixture mixture, Double estimate) {
        return new Candidate(names(mixture), weights(mixture), estimate);
    }

    /** @throws RadinException {@code InvalidSpec} when one of its models is not usable */
    public Mixture mixture(Listed listed) {
        return mixture(
                listed.models(),
                listed.weights(),
                "spec.strategy.listed: mixture " + listed.name() + " holds a model that is unusable, ");
    }

    /** @throws RadinException {@code InvalidSpec} when a model has become unusable since it was ranked */
    public Mixture mixture(Candidate candidate) {
        return mixture(candidate.models(), candidate.weights(), "no longer usable: model ");
    }

    private Mixture mixture(List<String> names, List<Double> weights, String unusable) {
        int[] numbered = new int[names.size()];
        double[] each = new double[names.size()];
        for (int i = 0; i < numbered.length; i++) {
            String name = names.get(i);
            Integer number = numbers.get(name);
            if (number == null) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        unusable
                                + name
                                + excluded.stream()
                                        .filter(e -> e.model().equals(name))
                                        .map(e -> ": " + e.message())
                                        .findFirst()
                                        .orElse(""));
            }
            numbered[i] = number;
            each[i] = weights == null ? 1 : weights.get(i);
        }
        return Mixture.of(numbered, each);
    }

    /** What a pass is named by. */
    public TreeMap<String, Double> byDigest(Mixture mixture) {
        return byDigest(everyone(), mixture);
    }

    /** @param mixture over these members */
    public static TreeMap<String, Double> byDigest(List<Member> members, Mixture mixture) {
        TreeMap<String, Double> weights = new TreeMap<>();
        for (int k = 0; k < mixture.size(); k++) {
            weights.put(members.get(mixture.member(k)).digest(), mixture.weight(k));
        }
        return weights;
    }

    /** The same of a single model. */
    public static TreeMap<String, Double> single(String digest) {
        return new TreeMap<>(Map.of(digest, 1.0));
    }
}
