package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** What labels are, in words, such as "3 classes: ant, bee, cat"; known once all is written. */
    String labels();

    /** What the network is to see of an input of bytes; empty for bytes as they are, and for inputs that are none. */
    Optional<PixelScaling> scaling(TensorInfo input);

    /** What was passed over, or looks like a mistake, a sentence each; known once all is written. */
    List<String> notes();

    @Override
    void close();
}
