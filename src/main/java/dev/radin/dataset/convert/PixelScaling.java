package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What the network is to see of bytes x: {@code (x / 255 - mean) / std}, one value for all channels or one for each. A
 * dataset stores it as {@code (x - 255 mean) * (1 / (255 std))}, which differs by rounding alone.
 */
public record PixelScaling(List<Float> mean, List<Float> std) {

    /** Bytes become 0 to 1, as torchvision's ToTensor has it. */
    public static final PixelScaling UNIT = new PixelScaling(List.of(0f), List.of(1f));

    /** Of most networks trained on ImageNet: red, green, blue. */
    public static final PixelScaling IMAGENET =
            new PixelScaling(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    public PixelScaling {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean usable = mean.stream().allMatch(Float::isFinite)
                && std.stream().allMatch(s -> s > 0 && Float.isFinite(s))
                && !mean.isEmpty()
                && !std.isEmpty();
        if (!usable) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "mean " + mean + " and std " + std + " cannot be used: both need values, those of std above 0.");
        }
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

    /** @param suffix {@code .0} for the tensor of {@code inputs.0}; empty for {@code inputs} */
    TensorInfo meanTensor(String suffix) {
        return new TensorInfo("mean" + suffix, DType.F32, List.of((long) mean.size()));
    }

    TensorInfo scaleTensor(String suffix) {
        return new TensorInfo("scale" + suffix, DType.F32, List.of((long) std.size()));
    }

    ByteBuffer meanBytes() {
        return bytes(mean.stream().mapToDouble(m -> 255.0 * m).toArray());
    }

    ByteBuffer scaleBytes() {
        return bytes(std.stream().mapToDouble(s -> 1 / (255.0 * s)).toArray());
    }

    private static ByteBuffer bytes(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
        return bytes.flip();
    }
}
