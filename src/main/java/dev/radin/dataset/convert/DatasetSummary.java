package dev.radin.dataset.convert;

import dev.radin.fault.Counted;
import dev.radin.fault.Printable;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a conversion has made, in a few lines. */
public final class DatasetSummary {

    private static final int SHOWN_CLASSES = 5;

    private DatasetSummary() {}

    /** @param written a conversion whose tensors are written */
    public static List<String> of(Conversion written) {
        List<String> lines = new ArrayList<>();
        for (TensorInfo tensor : written.tensors()) {
            if (tensor.name().equals("labels")) {
                lines.add(0, Counted.of(tensor.shape().get(0), "example") + ", " + written.labels());
            } else if (tensor.name().startsWith("inputs")) {
                lines.add(input(written, tensor));
            }
        }
        return lines;
    }

    private static String input(Conversion written, TensorInfo tensor) {
        List<Long> example = tensor.shape().subList(1, tensor.shape().size());
        String stored = tensor.name() + ": " + tensor.dtype() + " " + example + " an example";
        if (tensor.dtype() != DType.U8) {
            return stored;
        }
        return stored + ", of which the network sees "
                + written.scaling(tensor).map(PixelScaling::words).orElse("0 to 255 as they are");
    }

    static String classes(List<String> names) {
        String shown = names.stream().limit(SHOWN_CLASSES).map(Printable::of).collect(Collectors.joining(", "));
        String last = names.size() == SHOWN_CLASSES + 1 ? ", " : ", …, ";
        return names.size() + " classes: " + shown
                + (names.size() > SHOWN_CLASSES ? last + Printable.of(names.get(names.size() - 1)) : "");
    }
}
