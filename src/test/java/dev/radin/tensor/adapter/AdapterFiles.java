package dev.radin.tensor.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.location.Location;
import dev.radin.store.Store;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.Widening;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adapters as tests look at them: whole, in F64, their products multiplied out. */
public final class AdapterFiles {

    private AdapterFiles() {}

    public static Checkpoint open(Store store, String folder) {
        return new Checkpoints(store, Limits.DEFAULT, List.of()).open(Location.of(folder), null);
    }

    /** All floating tensors of a file by name. */
    public static Map<String, double[]> tensors(Path safetensors) {
        try (TensorSource source = TestTensors.open(Files.readAllBytes(safetensors))) {
            Map<String, double[]> tensors = new LinkedHashMap<>();
            for (TensorInfo tensor : source.tensors()) {
                if (tensor.dtype().isFloating()) {
                    tensors.put(tensor.name(), values(source, tensor));
                }
            }
            return tensors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] values(TensorSource source, TensorInfo tensor) {
        double[] values = new double[(int) tensor.elements()];
        Widening.convert(TestTensors.read(source, tensor.name()), tensor.dtype(), DType.F64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    /**
     * The updates of the adapter in a folder by module, {@code lora_alpha / r · B · A}, as a loader reads the two files: a pattern
     * counts for a module that it matches, as peft has it.
     */
    public static Map<String, double[]> products(Path folder) {
        Map<String, double[]> tensors = tensors(folder.resolve("adapter_model.safetensors"));
        JsonNode config = json(folder.resolve("adapter_config.json"));
        Map<String, double[]> products = new TreeMap<>();
        tensors.forEach((name, a) -> {
            if (name.matches(".*\\.lora_(embedding_)?A(\\.weight)?")) {
                double[] b = tensors.get(name.replaceAll("A(\\.weight)?$", "B$1"));
                String module = name.replaceAll("^base_model\\.model\\.|\\.lora_.*", "");
                double rank =
                        pattern(config, "rank_pattern", module, config.get("r").asDouble());
                double alpha = pattern(
                        config,
                        "alpha_pattern",
                        module,
                        config.get("lora_alpha").asDouble());
                double scaling = config.path("use_rslora").asBoolean() ? alpha / Math.sqrt(rank) : alpha / rank;
                products.put(module, product(b, a, (int) rank, scaling));
            }
        });
        return products;
    }

    private static double pattern(JsonNode config, String field, String module, double otherwise) {
        for (Map.Entry<String, JsonNode> entry : config.path(field).properties()) {
            if (module.matches("(.*\\.)?(" + entry.getKey() + ")")) {
                return entry.getValue().asDouble();
            }
        }
        return otherwise;
    }

    /** [rows, columns] */
    public static double[] product(double[] b, double[] a, int rank, double scaling) {
        int rows = b.length / rank;
        int columns = a.length / rank;
        double[] product = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int k = 0; k < rank; k++) {
                    sum += b[row * rank + k] * a[k * columns + column];
                }
                product[row * columns + column] = scaling * sum;
            }
        }
        return product;
    }

    public static double[] transposed(double[] matrix, int rows) {
        int columns = matrix.length / rows;
        double[] transposed = new double[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = matrix[row * columns + column];
            }
        }
        return transposed;
    }

    public static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
