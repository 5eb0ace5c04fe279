package dev.radin.inference;

import dev.radin.dataset.Dataset;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/** What dev/fixtures/inference.py made with PyTorch. */
public final class Fixtures {

    private Fixtures() {}

    public static Path file(String name) {
        URL url = Objects.requireNonNull(Fixtures.class.getResource("/inference/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Dataset dataset(String name) {
        return Dataset.open(Stores.local().open(Location.of(file(name + ".safetensors"))), Limits.DEFAULT);
    }

    /** PyTorch's own result, from logits.safetensors. */
    public static float[] expected(String name) {
        try (SafetensorsFile file = SafetensorsFile.open(
                Stores.local().open(Location.of(file("logits.safetensors"))), Limits.DEFAULT, Reason.InvalidInput)) {
            TensorInfo tensor = file.tensors().stream()
                    .filter(t -> t.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
            file.read(tensor, 0, bytes);
            float[] values = new float[(int) tensor.elements()];
            bytes.flip().asFloatBuffer().get(values);
            return values;
        }
    }
}
