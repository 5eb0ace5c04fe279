package dev.radin.worker;

import dev.radin.soup.Mixture;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of some mixtures: soups averaged in one sweep over their members, into scratch files; single models as they
 * are.
 */
final class SoupWeights implements AutoCloseable {

    private final StageContext context;
    private final Architecture architecture;
    private final List<ModelPool.Member> members;
    private final Map<Mixture, Scratch> soups = new LinkedHashMap<>();

    private SoupWeights(StageContext context, Architecture architecture, List<ModelPool.Member> members) {
        this.context = context;
        this.architecture = architecture;
        this.members = members;
    }

    static SoupWeights make(
            StageContext context, Architecture architecture, List<ModelPool.Member> members, List<Mixture> mixtures) {
        SoupWeights averages = new SoupWeights(context, architecture, members);
        try {
            averages.average(
                    mixtures.stream().filter(m -> !m.isSingle()).distinct().toList());
            return averages;
        } catch (RuntimeException | Error e) {
            averages.close();
            throw e;
        }
    }

    /** Every model's block is read once for all soups that it is in. */
    static void average(
            StageContext context,
            SoupMembers ingredients,
            List<TensorInfo> tensors,
            List<Mixture> soups,
            List<? extends TensorSink> outputs) {
        WeightAverager.average(
                tensors,
                ingredients.sources(),
                soups,
                outputs,
                new WeightAverager.Settings(
                        context.settings.limits().bufferBytes() / 4, Accumulation.F64, context.settings.threads()),
                bytes -> {});
    }

    private void average(List<Mixture> mixtures) {
        if (mixtures.isEmpty()) {
            return;
        }
        try (SoupMembers ingredients = SoupMembers.open(context, architecture, members, mixtures)) {
            List<TensorInfo> tensors = ingredients.tensors();
            List<SafetensorsWriter> writers = new ArrayList<>();
            for (Mixture mixture : mixtures) {
                Scratch scratch = Scratch.create(context.settings.scratch(), ".safetensors");
                soups.put(mixture, scratch);
                writers.add(new SafetensorsWriter(scratch::write, tensors, Map.of()));
            }
            average(context, ingredients, tensors, mixtures, writers);
            writers.forEach(SafetensorsWriter::finish);
        }
    }

    /** The weights, under the architecture's names. */
    TensorSource open(Mixture mixture) {
        return mixture.isSingle()
                ? SoupMembers.open(context, architecture, members.get(mixture.member(0)))
                : SafetensorsFile.open(
                        context.store.open(soups.get(mixture).path().toUri()), context.settings.limits());
    }

    @Override
    public void close() {
        soups.values().forEach(Scratch::close);
    }
}
