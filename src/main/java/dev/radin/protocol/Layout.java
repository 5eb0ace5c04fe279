package dev.radin.protocol;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.util.regex.Pattern;

/** Where things lie under a selection's output and cache. */
public final class Layout {

    /** Of a pass's file, behind its key. */
    public static final String PASS_SUFFIX = ".safetensors";

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

    /** The folder of a cache's passes, with a slash at its end. */
    public static URI passes(String cacheUri) {
        return URI.create(cacheUri + "/passes/");
    }

    /** The folder of the digests that a cache remembers, with a slash at its end. */
    public static URI digests(String cacheUri) {
        return URI.create(cacheUri + "/digests/");
    }

    /** The folder of what selections left under an output, one folder each, with a slash at its end. */
    public static URI selections(String outputUri) {
        return URI.create(outputUri + "/selections/");
    }

    public URI pass(PassKey key) {
        return URI.create(passes(selection.cacheUri()) + key.hex() + PASS_SUFFIX);
    }

    /** Stands instead of a pass that can never be made: the network gives no finite logits, the checkpoint is corrupt. */
    public URI fault(PassKey key) {
        return URI.create(passes(selection.cacheUri()) + key.hex() + ".fault.json");
    }

    public URI digest(String key) {
        return URI.create(digests(selection.cacheUri()) + key + ".json");
    }

    /** A file that a stage wrote; the folder is named by its content. */
    public URI stage(Stage stage, String result, String file) {
        requireName("result of " + stage, result);
        return URI.create(selections(selection.outputUri()) + selection.namespace() + "." + selection.name() + "/"
                + stage + "-" + result + "/" + file);
    }

    /** The folder of a published soup, with a slash at its end. */
    public URI soup(String mixture) {
        return URI.create(selection.outputUri() + "/soups/" + mixture + "/");
    }
}
