package dev.radin.tensor.torch;

import dev.radin.digest.Sha256;
import dev.radin.tensor.average.FiniteCheck;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What decides the logits that an architecture gives with weights in place of its own. That is its code, its constants, its
 * attributes, the names, dtypes, shapes and layouts of its tensors, and the values of those that weights may lack. It is not
 * the values of the weights that are always replaced, nor what each export writes anew: the archive's name, its serial
 * number, positions in the exporter's source, the inputs that a network was traced with, and PyTorch's mangling of names.
 */
final class NetworkIdentity {

    private static final String PICKLE = "data.pkl";
    private static final String CONSTANTS = "constants.pkl";

    private static final int BLOCK_BYTES = 1 << 20;

    private final TorchArchive archive;
    private final ScriptedModules modules;

    NetworkIdentity(TorchArchive archive, ScriptedModules modules) {
        this.archive = archive;
        this.modules = modules;
    }

    /**
     * Reads what is not replaced.
     *
     * @param pickle the module tree, in eval mode
     * @param constants the content of {@code constants.pkl}
     * @return 64 hex digits
     */
    String hex(byte[] pickle, byte[] constants) {
        CanonicalCode code = new CanonicalCode(archive.zip, List.of(pickle, constants));
        List<String> lines = new ArrayList<>(List.of("radin network 1"));
        lines.add(PICKLE + " " + Sha256.hex(code.renamed(pickle)));
        lines.add(CONSTANTS + " " + Sha256.hex(code.renamed(constants)));
        lines.addAll(code.lines());
        Map<ZipRecord, List<Span>> replaced = replaced();
        archive.zip.records().stream()
                .filter(record -> !Set.of(PICKLE, CONSTANTS).contains(record.name()))
                .filter(record -> !CanonicalCode.isCode(record.name()) && !isOfTheExport(record.name()))
                .sorted(Comparator.comparing(ZipRecord::name))
                .forEach(record ->
                        lines.add(record.name() + " " + digest(record, replaced.getOrDefault(record, List.of()))));
        return Sha256.hex(lines);
    }

    private static boolean isOfTheExport(String record) {
        return record.endsWith(".debug_pkl")
                || record.equals(".data/serialization_id")
                || record.equals("traced_inputs.pkl")
                || record.startsWith("traced_inputs/")
                || record.startsWith("extra/");
    }

    /** Of a record's bytes but for those that are always replaced. */
    private String digest(ZipRecord record, List<Span> replaced) {
        Sha256 digest = new Sha256();
        if (replaced.isEmpty()) {
            archive.zip.stream(record, digest::update);
            return digest.hex();
        }
        long at = 0;
        for (Span span : replaced) {
            update(digest, record, at, span.begin);
            at = Math.max(at, span.end);
        }
        update(digest, record, at, record.sizeBytes());
        return digest.hex();
    }

    private void update(Sha256 digest, ZipRecord record, long begin, long end) {
        for (long at = begin; at < end; at += BLOCK_BYTES) {
            ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, end - at));
            archive.zip.read(record, at, block);
            digest.update(block.flip());
        }
    }

    /** Bytes of a record from {@code begin} to before {@code end}. */
    private record Span(long begin, long end) {

        static Span of(TensorView view) {
            int size = view.dtype().sizeBytes();
            return new Span(view.offset() * size, (view.last() + 1) * size);
        }
    }

    /**
     * In order of their beginning. A tensor that skips or repeats elements of its storage may leave some as they are. Where
     * the architecture's own weights are not all finite they count, as they tell which of a model's are constants.
     */
    private Map<ZipRecord, List<Span>> replaced() {
        Map<String, TensorView> views = new LinkedHashMap<>(modules.tensors());
        views.keySet().removeIf(name -> WeightFit.mayLack(modules, name));
        if (FiniteCheck.scan(new TorchCheckpoint(archive, views, List.of())).isPresent()) {
            return Map.of();
        }
        return views.values().stream()
                .filter(view -> view.elements() > 0
                        && !view.mayOverlapItself()
                        && view.last() - view.offset() + 1 == view.elements())
                .collect(Collectors.groupingBy(
                        archive::record,
                        Collectors.mapping(
                                Span::of, Collectors.collectingAndThen(Collectors.toList(), spans -> spans.stream()
                                        .sorted(Comparator.comparing(Span::begin))
                                        .toList()))));
    }
}
