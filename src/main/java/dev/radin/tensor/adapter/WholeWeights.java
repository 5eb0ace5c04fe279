package dev.radin.tensor.adapter;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.util.Arrays;
import java.util.List;

/** Means of tensors that adapters hold as they are. */
final class WholeWeights {

    /** @param coefficient what its elements are multiplied by in the sum */
    record Term(TensorSource source, TensorInfo tensor, double coefficient) {}

    private WholeWeights() {}

    /** {@code Σ cᵢ wᵢ} in the order of the terms. */
    static ComputedTensors.Elements sum(List<Term> terms) {
        return (first, count, target) -> {
            double[] read = new double[count];
            Arrays.fill(target, 0, count, 0);
            for (Term term : terms) {
                Doubles.read(term.source(), term.tensor(), first, count, read, 0);
                for (int k = 0; k < count; k++) {
                    target[k] += term.coefficient() * read[k];
                }
            }
        };
    }

    /** The smallest dtype that holds the elements of all. */
    static DType widest(List<TensorInfo> tensors) {
        return tensors.stream()
                .map(TensorInfo::dtype)
                .reduce((one, other) -> Widening.common(one, other).orElseThrow())
                .orElseThrow();
    }

    /** A tensor of the members' whole weights, by its name. */
    static List<Term> terms(AdapterSoup soup, String name) {
        return soup.members().stream()
                .map(member -> new Term(
                        member.adapter().source(),
                        member.adapter().whole().stream()
                                .filter(tensor -> tensor.name().equals(name))
                                .findFirst()
                                .orElseThrow(),
                        member.weight()))
                .toList();
    }

    /** What is added to the output of a module: the biases of its factors. */
    static List<Term> biases(StackedFactors module) {
        return module.parts().stream()
                .map(part -> new Term(part.source(), part.factors().bias().orElseThrow(), part.coefficient()))
                .toList();
    }
}
