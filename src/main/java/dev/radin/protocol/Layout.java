package dev.radin.protocol;

import java.net.URI;

/** Where things lie under a selection's output and cache. */
public final class Layout {

    private final Selection selection;

    public Layout(Selection selection) {
        this.selection = selection;
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
        return URI.create(selection.outputUri() + "/selections/" + selection.namespace() + "." + selection.name() + "/"
                + stage + "-" + result + "/" + file);
    }

    /** The folder of a published soup, with a slash at its end. */
    public URI soup(String mixture) {
        return URI.create(selection.outputUri() + "/soups/" + mixture + "/");
    }
}
