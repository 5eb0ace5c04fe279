package dev.radin.tensor.adapter;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Mixture;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.checkpoint.Compatibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Adapters of one base with weights: the sum {@code Σ pᵢ sᵢ BᵢAᵢ} of each module's updates, and the mean {@code Σ pᵢ wᵢ} of what
 * they hold as whole weights. A module that one of them does not change has no update of it. Members are in the order of their
 * digests, and equal ones are one, so that neither their names nor their order change a bit.
 */
public final class AdapterSoup {

    /** @param weight pᵢ, positive; all sum to one, or to less where the base has a part */
    public record Member(Adapter adapter, double weight) {}

    private final List<Member> members;

    private AdapterSoup(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /**
     * Reads all of the members, for their digests.
     *
     * @param mixture of the adapters by their place in the list
     * @param adapters which {@link #misfits} has nothing against
     */
    public static AdapterSoup of(List<Adapter> adapters, Mixture mixture) {
        return of(IntStream.range(0, mixture.size())
                .mapToObj(k -> new Member(adapters.get(mixture.member(k)), mixture.weight(k)))
                .toList());
    }

    /**
     * The same.
     *
     * @param members one at least, which {@link #misfits} has nothing against. Where the base has a part too, as the model whose
     *     update is zero, none of them holds whole weights
     */
    public static AdapterSoup of(List<Member> members) {
        TreeMap<String, Member> byDigest = new TreeMap<>();
        for (Member member : members) {
            byDigest.merge(
                    member.adapter().digest(),
                    member,
                    (one, other) -> new Member(one.adapter(), one.weight() + other.weight()));
        }
        return new AdapterSoup(List.copyOf(byDigest.values()));
    }

    /**
     * What cannot be averaged with the first.
     *
     * @param adapters by name, in a fixed order
     * @return why, as clauses without a full stop, by name
     */
    public static Map<String, String> misfits(Map<String, Adapter> adapters) {
        Map<String, String> misfits = new LinkedHashMap<>();
        Map<String, List<TensorInfo>> whole = new LinkedHashMap<>();
        Map<String, Factors> known = new LinkedHashMap<>();
        Map<String, String> where = new LinkedHashMap<>();
        String first = adapters.keySet().iterator().next();
        adapters.forEach((name, adapter) -> {
            String why = otherBase(adapter, first, adapters.get(first));
            for (Factors factors : adapter.modules().values()) {
                Factors other = known.putIfAbsent(factors.module(), factors);
                where.putIfAbsent(factors.module(), name);
                if (why == null && other != null && !other.fits(factors)) {
                    why = "its factors of " + Printable.of(factors.module(), 200) + " are " + shapes(factors) + ", and "
                            + shapes(other) + " in " + where.get(factors.module());
                }
            }
            if (why == null) {
                whole.put(name, adapter.whole());
            } else {
                misfits.put(name, why);
            }
        });
        Compatibility.ofEachOther(whole)
                .misfits()
                .forEach((name, message) ->
                        misfits.put(name, "of what it holds as whole weights (modules_to_save, bias) " + message));
        return misfits;
    }

    private static String otherBase(Adapter adapter, String first, Adapter other) {
        if (!adapter.base().equals(other.base())) {
            return "is an adapter of " + quoted(adapter.base()) + ", and " + first + " of " + quoted(other.base())
                    + "; updates of one base only can be summed. Where both are the same base, write the same"
                    + " base_model_name_or_path into their " + AdapterConfig.FILE;
        }
        String revision = adapter.config().revision();
        return revision.equals(other.config().revision())
                ? null
                : "is an adapter of revision " + quoted(revision) + " of its base, and " + first + " of "
                        + quoted(other.config().revision());
    }

    private static String quoted(String name) {
        return name.isEmpty() ? "a base without a name" : "\"" + Printable.of(name, 300) + "\"";
    }

    private static String shapes(Factors factors) {
        return factors.b().shape() + " and " + factors.a().shape()
                + (factors.bias().isPresent() ? " with a bias" : "");
    }

    /** Of one adapter as it is. */
    public static AdapterSoup single(Adapter adapter) {
        return of(List.of(adapter), Mixture.single(0));
    }

    /** Its only member, where it has its whole weight. */
    Optional<Adapter> alone() {
        return members.size() == 1 && members.get(0).weight() == 1 ? Optional.of(first()) : Optional.empty();
    }

    List<Member> members() {
        return members;
    }

    /** What configurations, names and notes are taken from. */
    Adapter first() {
        return members.get(0).adapter();
    }

    /** The factors of each module beside each other, sorted by module. */
    Map<String, StackedFactors> modules() {
        Map<String, List<StackedFactors.Part>> parts = new TreeMap<>();
        for (Member member : members) {
            member.adapter().modules().forEach((module, factors) -> parts.computeIfAbsent(
                            module, m -> new ArrayList<>())
                    .add(new StackedFactors.Part(
                            member.adapter().source(), factors, member.weight() * factors.scaling())));
        }
        Map<String, StackedFactors> stacked = new TreeMap<>();
        parts.forEach((module, of) -> stacked.put(module, new StackedFactors(of)));
        return stacked;
    }

    /** The ranks of modules in the exact sum, ascending. */
    public List<Integer> ranks() {
        TreeSet<Integer> ranks = new TreeSet<>();
        modules().values().forEach(module -> ranks.add(module.rank()));
        return List.copyOf(ranks);
    }

    /** How many of the members change a module that others do not. */
    public List<String> notes() {
        Map<String, StackedFactors> modules = modules();
        long partly = modules.values().stream()
                .filter(module -> module.parts().size() < members.size())
                .count();
        return partly == 0
                ? List.of()
                : List.of(
                        partly + " of " + modules.size()
                                + " modules are not changed by all of them; where an adapter does not change a module, its update is zero");
    }

    /** @throws RadinException {@code IncompatibleModels} for the first misfit */
    public static void failOnMisfits(Map<String, Adapter> adapters) {
        misfits(adapters).entrySet().stream().findFirst().ifPresent(misfit -> {
            throw new RadinException(Reason.IncompatibleModels, misfit.getKey() + ": " + misfit.getValue());
        });
    }
}
