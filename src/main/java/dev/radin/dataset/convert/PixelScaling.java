package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the network is to see of bytes x: {@code (factor x - mean) / std}, mean and std being one value for all channels
 * or one for each. A dataset stores it as {@code (x - mean / factor) * (factor / std)}, which differs by rounding alone.
 */
public record PixelScaling(double factor, List<Float> mean, List<Float> std) {

    /** Bytes become 0 to 1, as torchvision's ToTensor has it. */
    public static final PixelScaling UNIT = new PixelScaling(1 / 255.0, List.of(0f), List.of(1f));

    public PixelScaling {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean usable = factor > 0
                && Stream.of(means(mean, factor), scales(std, factor))
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(stored -> Float.isFinite((float) stored))
                && std.stream().allMatch(s -> s > 0)
                && !mean.isEmpty()
                && !std.isEmpty();
        if (!usable) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "mean " + mean + " and std " + std + " cannot be used with the scale " + factor
                            + ": both need values, those of std and the scale are above 0, and the network's numbers"
                            + " are to fit into F32.");
        }
    }

    /** Whether it has one value, or one for each of so many channels. */
    boolean fits(long channels) {
        return Stream.of(mean, std).allMatch(values -> values.size() == 1 || values.size() == channels);
    }

    /** @throws RadinException {@code InvalidSpec} when it has another number of values than one or {@code channels} */
    void checkChannels(long channels) {
        for (List<Float> values : List.of(mean, std)) {
            if (values.size() != 1 && values.size() != channels) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        (values.equals(mean) ? "mean " : "std ") + values + " has " + values.size()
                                + " values but an example has " + channels
                                + " channels. Give one value, or one a channel.");
            }
        }
    }

    /** The formula, such as {@code (x / 255 - 0.5) / 0.25}. */
    String words() {
        String scaled = factor == 1
                ? "x"
                : factor < 1 ? "x / " + number((float) (1 / factor)) : "x * " + number((float) factor);
        if (mean.equals(UNIT.mean) && std.equals(UNIT.std)) {
            return scaled;
        }
        return "(" + scaled + " - " + numbers(mean) + ") / " + numbers(std);
    }

    private static String numbers(List<Float> values) {
        return values.size() == 1
                ? number(values.get(0))
                : values.stream().map(PixelScaling::number).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String number(float value) {
        return value == (int) value ? Integer.toString((int) value) : Float.toString(value);
    }

    /** @param suffix {@code .0} for the tensors of {@code inputs.0}; empty for {@code inputs} */
    List<TensorInfo> tensors(String suffix) {
        return List.of(
                new TensorInfo("mean" + suffix, DType.F32, List.of((long) mean.size())),
                new TensorInfo("scale" + suffix, DType.F32, List.of((long) std.size())));
    }

    void write(TensorSink sink, String suffix) {
        sink.write(tensors(suffix).get(0), bytes(means(mean, factor)));
        sink.write(tensors(suffix).get(1), bytes(scales(std, factor)));
    }

    private static double[] means(List<Float> mean, double factor) {
        return mean.stream().mapToDouble(m -> m / factor).toArray();
    }

    private static double[] scales(List<Float> std, double factor) {
        return std.stream().mapToDouble(s -> factor / s).toArray();
    }

    private static ByteBuffer bytes(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
        return bytes.flip();
    }
}
