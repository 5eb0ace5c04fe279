package dev.radin.cli;

import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder as a user has one: a soup.yaml, the architecture, four good models of the quickstart and the first of its
 * validation examples. Each file is a copy, to be damaged.
 */
public final class SmallPool {

    static final int EXAMPLES = 200;
    public static final int MODELS = 4;

    private static final Path QUICKSTART = Path.of("examples/quickstart").toAbsolutePath();

    public final Path folder;
    /** File by name. */
    private final Map<String, String> models = new LinkedHashMap<>();

    private String datasets = "  - {name: val, role: Validation, uri: val.safetensors}\n";
    private String evaluator = "{torchScript: {uri: architecture.pt}}";
    private String rest = "";
    private int budget = 2;

    private SmallPool(Path folder) {
        this.folder = folder;
    }

    public static SmallPool in(Path folder) {
        SmallPool pool = new SmallPool(folder);
        try {
            Files.createDirectories(folder);
            Files.copy(QUICKSTART.resolve("architecture.pt"), folder.resolve("architecture.pt"));
            try (Stream<Path> files = Files.list(QUICKSTART.resolve("models"))) {
                for (Path model : files.sorted().skip(2).limit(MODELS).toList()) {
                    String name = "m" + pool.models.size() + ".safetensors";
                    Files.copy(model, folder.resolve(name));
                    pool.models.put("m" + pool.models.size(), name);
                }
            }
            writeExamples(folder.resolve("val.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pool.write();
    }

    private static void writeExamples(Path target) throws IOException {
        try (TensorSource all = SafetensorsFile.open(
                        Stores.local().open(Location.of(QUICKSTART.resolve("val.safetensors"))), Limits.DEFAULT);
                FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            List<TensorInfo> first = all.tensors().stream()
                    .map(t -> {
                        List<Long> shape = new ArrayList<>(t.shape());
                        shape.set(0, (long) EXAMPLES);
                        return new TensorInfo(t.name(), t.dtype(), shape);
                    })
                    .toList();
            SafetensorsWriter writer = new SafetensorsWriter(bytes -> write(file, bytes), first, Map.of());
            for (int t = 0; t < first.size(); t++) {
                ByteBuffer bytes = ByteBuffer.allocate((int) first.get(t).sizeBytes());
                all.read(all.tensors().get(t), 0, bytes);
                writer.write(first.get(t), bytes.flip());
            }
            writer.finish();
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model more, in the file of this name: {@code bad.pt} is the model {@code bad}. */
    public SmallPool withModel(String file, byte[] content) {
        return put(file, content).withModelNamed(file.replaceFirst("\\..*", ""), file);
    }

    SmallPool withModelNamed(String name, String file) {
        models.put(name, file);
        return write();
    }

    /** In place of its validation data, zeros that take no room on the disk. */
    public SmallPool examples(long examples) {
        byte[] header = String.format(
                        Locale.ROOT,
                        "{\"labels\":{\"dtype\":\"I64\",\"shape\":[%1$d],\"data_offsets\":[0,%2$d]},"
                                + "\"inputs\":{\"dtype\":\"U8\",\"shape\":[%1$d,16],\"data_offsets\":[%2$d,%3$d]}}",
                        examples,
                        8 * examples,
                        24 * examples)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        put("val.safetensors", start.putLong(header.length).put(header).array());
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("val.safetensors").toFile(), "rw")) {
            file.setLength(start.capacity() + 24 * examples);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As many models as there may be, with long names: the four and links to them, 60 that are cut short, and 60 with NaN. */
    public SmallPool crowd() {
        String name = "clip-vit-b32-lr3.0e-5-wd0.1-mixup0.8-label-smoothing0.1-";
        for (int i = MODELS; i < 256 - 120; i++) {
            link(name + i + ".safetensors", "m" + i % MODELS + ".safetensors");
            models.put(name + i, name + i + ".safetensors");
        }
        for (int i = 0; i < 60; i++) {
            put("nan-" + i + ".safetensors", modelWith(Float.NaN, i + 1));
            models.put("nan-" + name + i, "nan-" + i + ".safetensors");
            put("cut-" + i + ".safetensors", new byte[7]);
            models.put("cut-" + name + i, "cut-" + i + ".safetensors");
        }
        return write();
    }

    private void link(String file, String to) {
        try {
            Files.createLink(folder.resolve(file), folder.resolve(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SmallPool budget(int budget) {
        this.budget = budget;
        return write();
    }

    SmallPool datasets(String... lines) {
        datasets = "  - " + String.join("\n  - ", lines) + "\n";
        return write();
    }

    /** In place of its TorchScript network, as YAML of {@code spec.evaluator}. */
    SmallPool evaluator(String yaml) {
        evaluator = yaml;
        return write();
    }

    /** More fields of the spec, as YAML lines. */
    public SmallPool spec(String... lines) {
        rest = "  " + String.join("\n  ", lines) + "\n";
        return write();
    }

    public SmallPool put(String file, byte[] content) {
        try {
            Files.write(folder.resolve(file), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SmallPool delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a run wrote; a file of that name stays. */
    public void removeOutput() {
        if (!Files.isDirectory(output())) {
            return;
        }
        try (Stream<Path> files = Files.walk(output())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] content(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a good model, with a value of a float put over its last weights. */
    public byte[] modelWith(float value, int weights) {
        byte[] model = content("m0.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= weights; i++) {
            bytes.putFloat(model.length - 4 * i, value);
        }
        return model;
    }

    public Path file() {
        return folder.resolve("soup.yaml");
    }

    public Path output() {
        return folder.resolve("out");
    }

    public String uri(String file) {
        return "file://" + folder.toUri().getRawPath() + file;
    }

    /** Until no file has changed so recently that its time stamps could hide another change. */
    public void awaitSettled() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                while (Stores.local()
                        .stat(Location.of(file))
                        .orElseThrow()
                        .version()
                        .isEmpty()) {
                    Thread.onSpinWait();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below the folder that a run wrote, by its path in the output. */
    public List<String> written() {
        if (!Files.exists(output())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(output())) {
            return files.filter(Files::isRegularFile)
                    .map(f -> output().relativize(f).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long passes() {
        return written().stream()
                .filter(f -> f.matches("cache/passes/.*\\.safetensors"))
                .count();
    }

    private SmallPool write() {
        StringBuilder yaml = new StringBuilder("apiVersion: radin.dev/v1alpha1\nkind: SoupSelection\n");
        yaml.append("metadata: {name: small}\nspec:\n  evaluator: ")
                .append(evaluator)
                .append("\n  models:\n");
        models.forEach((name, file) -> yaml.append("  - {name: ")
                .append(name)
                .append(", uri: ")
                .append(file)
                .append("}\n"));
        yaml.append("  datasets:\n")
                .append(datasets)
                .append("  budget: {evaluations: ")
                .append(budget)
                .append("}\n");
        yaml.append(rest).append("  output: {uri: out}\n");
        return put("soup.yaml", yaml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
