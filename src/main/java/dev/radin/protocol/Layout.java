package dev.radin.protocol;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.util.regex.Pattern;

/** Where things lie under a selection's output and cache. */
public final class Layout {

    /** Of a pass's file, behind its key. */
    public static final String PASS_SUFFIX = ".safetensors";

    /** Of resources, namespaces and results; none can lead out of its folder. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][-a-z0-9]{0,62}");

    private final Selection selection;
    private final Location output;
    private final Location cache;

    /** @throws RadinException {@code InvalidSpec} for a name or namespace that Kubernetes would not have */
    public Layout(Selection selection) {
        this.selection = selection;
        this.output = Location.of(selection.outputUri());
        this.cache = Location.of(selection.cacheUri());
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
    public static Location passes(Location cache) {
        return cache.child("passes").folder();
    }

    /** The folder of the digests that a cache remembers, with a slash at its end. */
    public static Location digests(Location cache) {
        return cache.child("digests").folder();
    }

    /** The folder that says which passes are being made, and by whom, with a slash at its end. */
    public static Location claims(Location cache) {
        return cache.child("claims").folder();
    }

    /** The folder of what selections left under an output, one folder each, with a slash at its end. */
    public static Location selections(Location output) {
        return output.child("selections").folder();
    }

    public Location pass(PassKey key) {
        return passes(cache).child(key.hex() + PASS_SUFFIX);
    }

    /** Stands instead of a pass that can never be made: the network gives no finite logits, the checkpoint is corrupt. */
    public Location fault(PassKey key) {
        return passes(cache).child(key.hex() + ".fault.json");
    }

    /** As {@link #claims(Location)}, of the selection's cache. */
    public Location claims() {
        return claims(cache);
    }

    public Location digest(String key) {
        return digests(cache).child(key + ".json");
    }

    /** The labels of a dataset that a program gave with its passes. */
    public Location labels(String key) {
        return cache.child("labels").child(key + ".safetensors");
    }

    /** How many examples a program scored in its first pass over a dataset. */
    public Location examples(String key) {
        return cache.child("examples").child(key + ".json");
    }

    /** A file that a stage wrote; the folder is named by its content. */
    public Location stage(Stage stage, String result, String file) {
        requireName("result of " + stage, result);
        return selections(output)
                .child(selection.namespace() + "." + selection.name())
                .child(stage + "-" + result)
                .child(file);
    }

    /** @param folder the name of what publish wrote */
    public Location report(String folder) {
        return stage(Stage.publish, folder, "report.json");
    }

    /** The same for people: report.html, beside it. */
    public Location page(String folder) {
        return stage(Stage.publish, folder, "report.html");
    }

    /** The folder of a published soup, with a slash at its end. */
    public Location soup(String mixture) {
        return output.child("soups").child(mixture).folder();
    }
}
