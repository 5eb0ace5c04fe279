package dev.radin.dataset;

import dev.radin.fault.Reason;
import dev.radin.soup.Labels;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;

/** Labels without their inputs: the tensor {@code labels} of a safetensors file, whatever else is in it. */
public final class LabelsFile {

    private LabelsFile() {}

    /**
     * Reads all of it and closes the blob.
     *
     * @throws dev.radin.fault.RadinException {@code InvalidInput}
     */
    public static Labels read(Blob blob, Limits limits) {
        try (SafetensorsFile file = SafetensorsFile.open(blob, limits, Reason.InvalidInput)) {
            TensorInfo labels = file.tensors().stream()
                    .filter(t -> t.name().equals("labels"))
                    .findFirst()
                    .orElseThrow(() -> new FileError(Reason.InvalidInput, file.uri())
                            .because(
                                    "it has no tensor \"labels\" but "
                                            + file.tensors().stream()
                                                    .map(TensorInfo::name)
                                                    .toList(),
                                    "Store I64 class indices [examples] under that name"));
            return new LabelReader(file, limits).read(labels);
        }
    }
}
