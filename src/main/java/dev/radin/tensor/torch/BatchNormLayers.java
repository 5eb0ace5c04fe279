package dev.radin.tensor.torch;

import dev.radin.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of a network that keep running statistics of batches, and its code with these layers measuring them.
 *
 * @param statistics the buffers in which they are kept
 * @param opaque names of layers whose code is none that is known, so that they cannot be made to measure
 * @param measuring files of code that change, by their names
 */
record BatchNormLayers(Set<String> statistics, List<String> opaque, Map<String, String> measuring) {

    /** What {@code torch.nn.modules.batchnorm} registers. */
    static final List<String> BUFFERS = List.of("running_mean", "running_var", "num_batches_tracked");

    private static final String FOLDER = "code/";

    static BatchNormLayers of(ZipArchive zip, ScriptedModules modules) {
        Map<String, String> code = new LinkedHashMap<>();
        Map<Py.PyGlobal, Optional<Boolean>> known = new LinkedHashMap<>();
        List<String> layers = new ArrayList<>();
        List<String> opaque = new ArrayList<>();
        modules.batchNorms().forEach((prefix, type) -> {
            // Of a class: whether it can measure; empty where it does not normalise over batches.
            Optional<Boolean> measures = known.computeIfAbsent(type, t -> rewrite(zip, t, code));
            if (measures.isPresent()) {
                layers.add(prefix);
                if (!measures.get()) {
                    opaque.add(prefix.isEmpty() ? "the network itself" : prefix.substring(0, prefix.length() - 1));
                }
            }
        });
        Set<String> statistics = layers.stream()
                .flatMap(prefix -> BUFFERS.stream().map(buffer -> prefix + buffer))
                .collect(Collectors.toUnmodifiableSet());
        return new BatchNormLayers(statistics, List.copyOf(opaque), Map.copyOf(code));
    }

    private static Optional<Boolean> rewrite(ZipArchive zip, Py.PyGlobal type, Map<String, String> code) {
        String file = FOLDER + type.module().replace('.', '/') + ".py";
        String whole = "\n" + code.getOrDefault(file, zip.text(file));
        int begin = whole.indexOf("\nclass " + type.name() + "(") + 1;
        if (begin == 0) {
            return Optional.of(false);
        }
        int end = Stream.of("\nclass ", "\ndef ")
                .mapToInt(next -> whole.indexOf(next, begin))
                .filter(at -> at >= 0)
                .min()
                .orElse(whole.length());
        String own = whole.substring(begin, end);
        if (BatchNormCode.isInstanceNorm(own)) {
            return Optional.empty();
        }
        Optional<String> measuring = BatchNormCode.measuring(own);
        measuring.ifPresent(
                changed -> code.put(file, whole.substring(0, begin).substring(1) + changed + whole.substring(end)));
        return Optional.of(measuring.isPresent());
    }

    /** Those of the tensors that are statistics. */
    List<TensorInfo> of(List<TensorInfo> tensors) {
        return tensors.stream()
                .filter(tensor -> statistics.contains(tensor.name()))
                .toList();
    }
}
