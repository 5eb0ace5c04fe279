package dev.radin.weights;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.protocol.WeightsForm;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The dtype that all floating weights are rounded to before they are run and published, if one is asked for. Soups that are
 * adapters are rounded themselves, and the weights that are run have their base's dtypes.
 */
public final class OutputDType {

    private static final String FIELD = "spec.output.soup.dtype";
    private static final int SHOWN = 3;

    private OutputDType() {}

    static Optional<DType> of(WeightsForm form) {
        return form.isAdapter()
                ? Optional.empty()
                : Optional.ofNullable(form.dtype()).map(OutputDType::dtype);
    }

    private static DType dtype(FloatDType asked) {
        return DType.valueOf(asked.name());
    }

    /**
     * Whether the network can be run with weights of the dtype that is asked for: what is published is what was scored.
     *
     * @param weights of a model that fits, under the architecture's names
     * @throws RadinException {@code InvalidSpec} when the architecture would narrow them
     */
    public static void check(WeightsForm form, Architecture architecture, List<TensorInfo> weights) {
        of(form).ifPresent(dtype -> {
            List<String> narrow = architecture.narrower(dtype, weights).stream()
                    .map(own -> "`" + own.name() + "` " + own.dtype())
                    .toList();
            if (!narrow.isEmpty()) {
                List<String> fitting = Arrays.stream(FloatDType.values())
                        .map(OutputDType::dtype)
                        .filter(other -> architecture.narrower(other, weights).isEmpty())
                        .map(DType::name)
                        .toList();
                throw new RadinException(
                        Reason.InvalidSpec,
                        FIELD + ": is " + dtype + ", and the architecture " + architecture.uri()
                                + " does not hold its values: it has " + Listing.of(narrow, SHOWN) + "; leave it out, "
                                + (fitting.isEmpty() ? "" : "choose one of " + String.join(", ", fitting) + ", ")
                                + "or export the architecture in " + dtype);
            }
        });
    }
}
