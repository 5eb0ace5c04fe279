package dev.radin.protocol;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.util.regex.Pattern;

/** Where things lie under a selection's output and cache. */
public final class Layout {

    /** Of resources, namespaces and results; none can lead out of its folder. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][-a-z0-9]{0,62}");

    private final Selection selection;

    /** @throws RadinException {@code InvalidSpec} for a name or namespace that Kubernetes would not have */
    public Layout(Selection selection) {
        this.selection = selection;
        requireName("namespace", selection.namespace());
        requireName("name", selection.name());
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "the " + what + " \"" + name
                            + "\" must be lower-case letters, digits and dashes, a letter or digit first");
        }
    }

    public URI pass(PassKey key) {
        return URI.create(selection.cacheUri() + "/passes/" + key.hex() + ".safetensors");
    }

    /** Stands instead of a pass that can never be made: the network gives no finite logits, the checkpoint is corrupt. */
    public URI fault(PassKey key) {
        return URI.create(selection.cacheUri() + "/passes/" + key.hex() + ".fault.json");
    }

    public URI digest(String key) {
        return URI.create(selection.cacheUri() + "/digests/" + key + ".json");
    }

    /** A file that a stage wrote; the folder is named by its content. */
    public URI stage(Stage stage, String result, String file) {
        requireName("result of " + stage, result);
        return URI.create(selection.outputUri() + "/selections/" + selection.namespace() + "." + selection.name() + "/"
                + stage + "-" + result + "/" + file);
    }

    /** The folder of a published soup, with a slash at its end. */
    public URI soup(String mixture) {
        return URI.create(selection.outputUri() + "/soups/" + mixture + "/");
    }
}
