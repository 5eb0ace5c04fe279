package dev.radin.inference.external;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A pass that a program is asked for.
 *
 * @param what for people: the model or soup, and the dataset
 * @param weights an absolute path of a folder
 * @param dataset an absolute path, or a text that is the program's own business
 * @param output an absolute path where nothing is yet
 * @param device {@code cpu} or {@code cuda}
 * @param batchSize 0 to let the program choose
 */
public record PassRequest(String what, Path weights, String dataset, Path output, String device, int batchSize) {

    /** On one line, as the program reads it. */
    String line(long pass) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("pass", pass)
                .put("weights", weights.toString())
                .put("dataset", dataset)
                .put("output", output.toString())
                .put("device", device);
        if (batchSize > 0) {
            line.put("batchSize", batchSize);
        } else {
            line.putNull("batchSize");
        }
        return line.toString();
    }
}
