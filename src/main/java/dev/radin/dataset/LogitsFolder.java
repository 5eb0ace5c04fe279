package dev.radin.dataset;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.soup.LogitsTable;
import dev.radin.store.Absent;
import dev.radin.store.Store;
import dev.radin.tensor.FileError;
import dev.radin.tensor.FloatRows;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The logits that models gave for one dataset, made by anything: a folder with one safetensors file a model, each with a
 * tensor {@code logits} [examples, classes] in F32, F16 or BF16. A model is called what its file is called.
 */
public final class LogitsFolder implements LogitsTable, AutoCloseable {

    private static final String TENSOR = "logits";
    private static final String SUFFIX = ".safetensors";

    private final List<String> models = new ArrayList<>();
    private final List<SafetensorsFile> files = new ArrayList<>();
    private final List<FloatRows> rows = new ArrayList<>();

    private LogitsFolder() {}

    /**
     * @param folder with a slash at its end
     * @param labels a file that is no model's, should it lie in the folder
     * @throws RadinException {@code InputNotFound} when there is no such file, {@code InvalidInput} when one does not hold
     *     logits or those of two do not have the same shape
     */
    public static LogitsFolder open(Store store, Limits limits, Location folder, Location labels) {
        LogitsFolder logits = new LogitsFolder();
        try {
            for (String name : store.list(folder)) {
                Location uri = folder.child(name);
                if (name.endsWith(SUFFIX) && !uri.equals(labels)) {
                    logits.add(
                            Printable.of(name.substring(0, name.length() - SUFFIX.length())),
                            SafetensorsFile.open(store.open(uri), limits, Reason.InvalidInput));
                }
            }
            if (logits.models.isEmpty()) {
                throw without(store, folder);
            }
            return logits;
        } catch (RuntimeException e) {
            logits.close();
            throw e;
        }
    }

    /** Where a folder holds nothing of use, or is none. */
    private static RadinException without(Store store, Location folder) {
        return store.folderExists(folder)
                ? new RadinException(
                        Reason.InputNotFound,
                        folder + ": has no *.safetensors; it should hold one a model, each with a tensor \"logits\""
                                + " [examples, classes]")
                : Absent.folder(store, folder, "name the folder that holds it and the logits of the other models");
    }

    private void add(String model, SafetensorsFile file) {
        files.add(file);
        FileError refusal = new FileError(Reason.InvalidInput, file.uri());
        Optional<TensorInfo> found =
                file.tensors().stream().filter(t -> t.name().equals(TENSOR)).findFirst();
        if (found.isEmpty()) {
            throw refusal.because(
                    "it has no tensor \"logits\" but "
                            + file.tensors().stream().map(TensorInfo::name).toList(),
                    "Every *.safetensors in the folder is one model's logits");
        }
        TensorInfo tensor = found.get();
        if (!FloatRows.DTYPES.contains(tensor.dtype()) || tensor.shape().size() != 2 || tensor.elements() == 0) {
            throw refusal.because(
                    "logits is " + tensor.type(), "It is F32, F16 or BF16 [examples, classes], neither of them 0");
        }
        FloatRows added = new FloatRows(file, tensor);
        if (!rows.isEmpty() && (added.rows() != examples() || added.columns() != classes())) {
            throw refusal.because(
                    "logits is " + tensor.type() + " but that of " + models.get(0) + " is [" + examples() + ", "
                            + classes() + "]",
                    "All models are run on the same examples and know the same classes");
        }
        models.add(model);
        rows.add(added);
    }

    /** What the models are called, in the order of the table. */
    public List<String> modelNames() {
        return List.copyOf(models);
    }

    @Override
    public int models() {
        return models.size();
    }

    @Override
    public int examples() {
        return rows.get(0).rows();
    }

    @Override
    public int classes() {
        return rows.get(0).columns();
    }

    @Override
    public String name(int model) {
        return files.get(model).uri();
    }

    @Override
    public void read(int model, int first, int count, float[] target) {
        rows.get(model).read(first, count, target);
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
