package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A checkpoint's tensors in dtypes that hold all of their values, so that checkpoints of several dtypes are alike. */
public final class WidenedTensors extends ConvertedTensors {

    private WidenedTensors(TensorSource source, List<TensorInfo> tensors, Map<String, TensorInfo> own) {
        super(source, tensors, own);
    }

    /**
     * The source itself where it has these dtypes already.
     *
     * @param tensors each of the source's dtype, or of a wider one
     */
    public static TensorSource of(TensorSource source, List<TensorInfo> tensors) {
        Map<String, TensorInfo> own = own(source, tensors);
        boolean alike =
                tensors.stream().allMatch(t -> t.dtype() == own.get(t.name()).dtype());
        return alike ? source : new WidenedTensors(source, tensors, own);
    }

    /**
     * Each floating tensor in the smallest dtype that holds those of all models.
     *
     * @param tensors what every model has, others in the dtype that all have
     */
    public static List<TensorInfo> widest(List<TensorInfo> tensors, List<? extends TensorSource> models) {
        List<TensorInfo> widest = new ArrayList<>();
        List<Map<String, TensorInfo>> each =
                models.stream().map(model -> own(model, tensors)).toList();
        for (TensorInfo tensor : tensors) {
            DType dtype = each.stream()
                    .map(own -> own.get(tensor.name()).dtype())
                    .reduce((a, b) -> Widening.common(a, b).orElse(tensor.dtype()))
                    .orElse(tensor.dtype());
            widest.add(new TensorInfo(tensor.name(), dtype, tensor.shape()));
        }
        return List.copyOf(widest);
    }

    /**
     * The dtypes that means are summed in: those asked for, where they hold every model's values, else F64.
     *
     * @param models null for those that nothing is made of
     */
    static List<TensorInfo> summed(List<TensorInfo> tensors, List<? extends TensorSource> models) {
        List<Map<String, TensorInfo>> each = models.stream()
                .filter(Objects::nonNull)
                .map(model -> own(model, tensors))
                .toList();
        return tensors.stream()
                .map(tensor -> !tensor.dtype().isFloating()
                                || each.stream()
                                        .allMatch(own -> Widening.isExact(
                                                own.get(tensor.name()).dtype(), tensor.dtype()))
                        ? tensor
                        : new TensorInfo(tensor.name(), DType.F64, tensor.shape()))
                .toList();
    }

    /**
     * The same tensors with one dtype for all that are floating.
     *
     * @param dtype none leaves them as they are
     */
    public static List<TensorInfo> as(Optional<DType> dtype, List<TensorInfo> tensors) {
        return dtype.map(chosen -> tensors.stream()
                        .map(tensor -> tensor.dtype().isFloating()
                                ? new TensorInfo(tensor.name(), chosen, tensor.shape())
                                : tensor)
                        .toList())
                .orElse(tensors);
    }

    /** What a model has under the names of these tensors. What is not averaged it may lack: it is read of one model only. */
    static Map<String, TensorInfo> own(TensorSource model, List<TensorInfo> tensors) {
        Map<String, TensorInfo> own = new HashMap<>();
        model.tensors().forEach(tensor -> own.put(tensor.name(), tensor));
        for (TensorInfo tensor : tensors) {
            own.computeIfAbsent(tensor.name(), name -> model.find(name)
                    .or(() -> tensor.dtype().isFloating() ? Optional.empty() : Optional.of(tensor))
                    .orElseThrow(() -> new IllegalArgumentException(model.uri() + " has no tensor " + name)));
        }
        return own;
    }

    @Override
    ByteBuffer convert(ByteBuffer elements, TensorInfo given, TensorInfo tensor) {
        return Widening.convert(elements, given.dtype(), tensor.dtype());
    }
}
