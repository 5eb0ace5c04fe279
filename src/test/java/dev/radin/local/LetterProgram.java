package dev.radin.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.adapter.AdapterFiles;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An evaluator of the quickstart's letters that knows nothing of PyTorch: its network is written out here, in double
 * precision. What follows its name says what is special about it: {@code labels} gives them with each pass, {@code scores}
 * writes one over the rank of the right letter and no logits, {@code log=FILE} writes a line for each pass there,
 * {@code seen=FILE} one with what lies beside the weights, and the rest goes wrong in one pass ({@code f16=2}: in the second, of
 * all that the log has); with {@code hang} it never ends, until radin does.
 */
public final class LetterProgram {

    private static final Path DATASET = Quickstart.FOLDER.resolve("val.safetensors");

    private final List<String> habits;
    private int passes;

    private LetterProgram(List<String> habits) {
        this.habits = habits;
    }

    /** Its command line. */
    public static List<String> command(String... habits) {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath(),
                LetterProgram.class.getName()));
        words.addAll(List.of(habits));
        return words;
    }

    /** From whatever folder it is started. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static void main(String[] habits) throws IOException {
        LetterProgram program = new LetterProgram(List.of(habits));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            program.pass(new ObjectMapper().readTree(line));
        }
    }

    private boolean goesWrong(String how) {
        return habits.contains(how + "=" + passes);
    }

    private void pass(JsonNode request) throws IOException {
        passes++;
        for (String habit : habits) {
            if (habit.startsWith("log=")) {
                Path log = Path.of(habit.substring(4));
                Files.writeString(log, "pass\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                passes = Files.readAllLines(log).size();
            }
            if (habit.startsWith("seen=")) {
                Files.writeString(
                        Path.of(habit.substring(5)),
                        companions(Path.of(request.get("weights").asText())) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
        if (goesWrong("exit")) {
            System.err.println("out of memory");
            System.exit(1);
        }
        if (goesWrong("hang")) {
            while (System.in.read() >= 0) {
                // There is nothing to be read in the midst of a pass but the end of radin.
            }
            System.exit(1);
        }
        Map<String, double[]> weights = weights(Path.of(request.get("weights").asText()));
        Path dataset = request.get("dataset").asText().startsWith("letters:")
                ? DATASET
                : Path.of(request.get("dataset").asText());
        int examples;
        try (SafetensorsFile file = open(dataset)) {
            byte[] inputs = bytes(file, "inputs");
            ByteBuffer labels = ByteBuffer.wrap(bytes(file, "labels")).order(ByteOrder.LITTLE_ENDIAN);
            examples = inputs.length / 16;
            float[] logits = new float[examples * 26];
            for (int e = 0; e < examples; e++) {
                System.arraycopy(forward(weights, inputs, e), 0, logits, e * 26, 26);
            }
            float[] values = habits.contains("scores") ? reciprocalRanks(logits, labels) : logits;
            if (goesWrong("nan")) {
                values[3 * values.length / examples] = Float.NaN;
            }
            if (goesWrong("fewer")) {
                examples--;
                values = Arrays.copyOf(values, values.length / (examples + 1) * examples);
            }
            write(Path.of(request.get("output").asText()), values, examples, labels);
        } catch (UncheckedIOException e) {
            System.out.println("{\"pass\": " + request.get("pass") + ", \"error\": \""
                    + e.getCause().getMessage() + "\"}");
            return;
        }
        System.out.println("{\"pass\": " + request.get("pass") + ", \"done\": " + examples + "}");
        System.out.println("{\"pass\": " + request.get("pass") + ", \"examples\": "
                + (goesWrong("count") ? examples + 1 : examples) + "}");
    }

    /** Names and contents of a folder's files but for the weights. */
    private static Map<String, String> companions(Path weights) throws IOException {
        Map<String, String> companions = new TreeMap<>();
        try (Stream<Path> files = Files.list(weights)) {
            for (Path file :
                    files.filter(f -> !f.toString().endsWith(".safetensors")).toList()) {
                companions.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return companions;
    }

    private static float[] reciprocalRanks(float[] logits, ByteBuffer labels) {
        float[] scores = new float[logits.length / 26];
        for (int e = 0; e < scores.length; e++) {
            float right = logits[e * 26 + (int) labels.getLong(e * Long.BYTES)];
            int rank = 1;
            for (int c = 0; c < 26; c++) {
                rank += logits[e * 26 + c] > right ? 1 : 0;
            }
            scores[e] = 1f / rank;
        }
        return scores;
    }

    private void write(Path output, float[] values, int examples, ByteBuffer labels) throws IOException {
        if (goesWrong("nothing")) {
            return;
        }
        if (goesWrong("folder")) {
            Files.writeString(Files.createDirectory(output).resolve("logits.npy"), "");
            return;
        }
        boolean f16 = goesWrong("f16");
        boolean scores = habits.contains("scores");
        List<Long> shape = scores ? List.of((long) examples) : List.of((long) examples, 26L);
        List<Long> wrong = scores ? List.of((long) examples, 1L) : List.of(examples * 26L);
        TensorInfo tensor = new TensorInfo(
                scores && !goesWrong("name") ? "scores" : "logits",
                f16 ? DType.F16 : DType.F32,
                goesWrong("shape") ? wrong : shape);
        TensorInfo given = new TensorInfo("labels", DType.I64, List.of((long) examples));
        boolean gives = habits.contains("labels");
        if (goesWrong("order")) {
            long first = labels.getLong(0);
            labels.putLong(0, (first + 1) % 26);
        }
        try (FileChannel file = FileChannel.open(output, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter writer = new SafetensorsWriter(
                    bytes -> write(file, bytes), gives ? List.of(tensor, given) : List.of(tensor), Map.of());
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            writer.write(tensor, bytes.limit((int) tensor.sizeBytes()));
            if (gives) {
                writer.write(given, labels.duplicate());
            }
            if (goesWrong("half")) {
                file.truncate(file.size() / 2);
            }
            if (goesWrong("header")) {
                ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                file.write(length.putLong(1 << 30).flip(), 0);
                file.write(ByteBuffer.allocate(1), 2L << 30);
            }
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

    /** As examples/quickstart/pool/network.py has it. */
    private static float[] forward(Map<String, double[]> weights, byte[] inputs, int example) {
        double[] x = new double[16];
        for (int i = 0; i < 16; i++) {
            x[i] = inputs[example * 16 + i] / 4.0 - 1.8;
        }
        double[] hidden = relu(norm(weights, "stem_norm", linear(weights, "stem", x, 128)));
        double[] body = relu(norm(weights, "body_norm", linear(weights, "body", hidden, 128)));
        for (int i = 0; i < 128; i++) {
            hidden[i] += body[i];
        }
        double[] logits = linear(weights, "head", hidden, 26);
        float[] rounded = new float[26];
        for (int c = 0; c < 26; c++) {
            rounded[c] = (float) logits[c];
        }
        return rounded;
    }

    private static double[] linear(Map<String, double[]> weights, String layer, double[] x, int outputs) {
        double[] matrix = weights.get(layer + ".weight");
        double[] bias = weights.get(layer + ".bias");
        double[] y = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            double sum = bias[o];
            for (int i = 0; i < x.length; i++) {
                sum += matrix[o * x.length + i] * x[i];
            }
            y[o] = sum;
        }
        return y;
    }

    /** LayerNorm with PyTorch's epsilon. */
    private static double[] norm(Map<String, double[]> weights, String layer, double[] x) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] weight = weights.get(layer + ".weight");
        double[] bias = weights.get(layer + ".bias");
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5) * weight[i] + bias[i];
        }
        return y;
    }

    private static double[] relu(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
        return x;
    }

    /** Of one file or of several, in whatever dtype. */
    private static Map<String, double[]> weights(Path folder) throws IOException {
        Map<String, double[]> weights = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".safetensors"))
                    .forEach(file -> weights.putAll(AdapterFiles.tensors(file)));
        }
        return weights;
    }

    private static SafetensorsFile open(Path path) {
        return SafetensorsFile.open(Stores.local().open(Location.of(path)), Limits.DEFAULT);
    }

    private static byte[] bytes(TensorSource source, String name) {
        TensorInfo tensor = source.find(name).orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes());
        source.read(tensor, 0, bytes);
        return bytes.array();
    }
}
