package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.util.List;
import java.util.Map;

/** Files of another format that are about to become a dataset. Opening one has found out what there is. */
public interface Conversion extends AutoCloseable {

    /** The dataset's tensors, inputs first. */
    List<TensorInfo> tensors();

    /** Free text for the dataset; {@code classes} is the JSON array of class names, where there are names. */
    Map<String, String> metadata();

    /**
     * Writes the tensors in their order, reading the files as it goes.
     *
     * @throws RadinException {@code InvalidInput} naming the file and the row at fault, {@code InputChanged}
     */
    void write(TensorSink sink);

    @Override
    void close();
}
