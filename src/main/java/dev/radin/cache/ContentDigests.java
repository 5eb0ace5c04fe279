package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sha256 of inputs' content. Reading a large input only to name it is slow, so a digest is remembered beside the
 * passes under the input's URI, size and version. Where a store gives no version that can be trusted, it is read again.
 */
public final class ContentDigests {

    /** The file {@code digests/<key>.json}. */
    public record Digest(String uri, long sizeBytes, String version, String digest) {}

    private final Layout layout;
    private final StoredJson json;
    private final InputFiles files;
    private final Map<Inspection.Input, String> known = new HashMap<>();

    public ContentDigests(Layout layout, StoredJson json, InputFiles files) {
        this.layout = layout;
        this.json = json;
        this.files = files;
    }

    /** Without reading the input. */
    public Optional<String> known(Inspection.Input input) {
        if (known.containsKey(input)) {
            return Optional.of(known.get(input));
        }
        if (input.version().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> stored =
                json.readIfPresent(layout.digest(key(input)), Digest.class).map(Digest::digest);
        stored.ifPresent(digest -> known.put(input, checkPinned(input, digest)));
        return stored;
    }

    /**
     * Reads the input unless its digest is known.
     *
     * @throws RadinException {@code InputChanged} when it is not what inspect saw, or not what its pinned digest says
     */
    public String of(Inspection.Input input) {
        Inspection.Input now = files.stat(input.uri(), input.digest());
        if (now.sizeBytes() != input.sizeBytes()
                || !input.version().isEmpty() && !now.version().equals(input.version())) {
            throw new RadinException(
                    Reason.InputChanged,
                    input.uri()
                            + ": changed while the selection ran; run it again, and keep inputs as they are meanwhile");
        }
        return known(input).orElseGet(() -> {
            String digest = checkPinned(input, files.sha256(input.uri()));
            known.put(input, digest);
            if (!input.version().isEmpty()) {
                json.publish(
                        layout.digest(key(input)), new Digest(input.uri(), input.sizeBytes(), input.version(), digest));
            }
            return digest;
        });
    }

    private static String checkPinned(Inspection.Input input, String digest) {
        if (input.digest() != null && !input.digest().equals(digest)) {
            throw new RadinException(
                    Reason.InputChanged,
                    input.uri() + ": its content is " + digest + ", but the resource pins " + input.digest()
                            + "; restore the file or correct the digest");
        }
        return digest;
    }

    private static String key(Inspection.Input input) {
        return Hash.brief(Hash.sha256(List.of(input.uri(), Long.toString(input.sizeBytes()), input.version())));
    }
}
