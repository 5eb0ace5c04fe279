package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.store.FileVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Digests of inputs: of their bytes, or of what they hold. Reading a large input only to name it is slow, so a digest is
 * remembered beside the passes under the input's URI, size and version. Where a store gives no version that can be trusted,
 * it is read again.
 *
 * <p>What is published under a digest must have been made from that content, and an input may be overwritten at any moment.
 * So whoever has read an input asks {@link #confirm} before publishing.
 */
public final class InputDigests {

    /** Longer than a file needs to settle, so that its version can be trusted. */
    private static final int SETTLING_MILLIS = 150;

    /** Of an input whose owner or mode changes while it is read. */
    private static final int READINGS = 3;

    /** The file {@code digests/<key>.json}. */
    record Digest(String uri, long sizeBytes, String version, String digest) {}

    /** What all digests of a selection have in common: whoever takes one takes it for all others of the process too. */
    static final class Shared {

        private record Taken(Inspection.Input at, String digest) {}

        private final Layout layout;
        private final StoredJson json;
        private final InputFiles files;

        /** By kind and place. */
        private final Map<List<String>, Taken> taken = new ConcurrentHashMap<>();
        /** By kind and place: what is large is not to be read by two at once. */
        private final Map<List<String>, Object> turns = new ConcurrentHashMap<>();
        /** By the names of the files that remember them. */
        private final Map<String, String> remembered = new ConcurrentHashMap<>();

        Shared(Layout layout, StoredJson json, InputFiles files) {
            this.layout = layout;
            this.json = json;
            this.files = files;
        }
    }

    private final Shared shared;
    private final List<String> kind;
    private final Function<Inspection.Input, String> compute;
    private final Function<Inspection.Input, Optional<String>> given;

    /**
     * @param kind what is digested, for the names of the files that remember it; empty for an input's bytes
     * @param compute reads the input
     * @param given what is known of an input without reading it, which whoever reads it holds it to
     */
    InputDigests(
            Shared shared,
            List<String> kind,
            Function<Inspection.Input, String> compute,
            Function<Inspection.Input, Optional<String>> given) {
        this.shared = shared;
        this.kind = kind;
        this.compute = compute;
        this.given = given;
    }

    /** Without reading the input. */
    public Optional<String> known(Inspection.Input input) {
        return remembered(input).or(() -> given.apply(input));
    }

    private Optional<String> remembered(Inspection.Input input) {
        Shared.Taken last = shared.taken.get(place(input));
        if (last != null && isSame(last.at(), input)) {
            return Optional.of(last.digest());
        }
        if (input.version().isEmpty()) {
            return Optional.empty();
        }
        String key = key(input);
        if (!shared.remembered.containsKey(key)) {
            shared.json
                    .readIfPresent(shared.layout.digest(key), Digest.class)
                    .ifPresent(digest -> shared.remembered.put(key, digest.digest()));
        }
        return Optional.ofNullable(shared.remembered.get(key));
    }

    /**
     * Reads the input unless its digest is known.
     *
     * @throws RadinException {@code InputChanged} when it is not what inspect saw, or is being written
     */
    public String of(Inspection.Input input) {
        return of(input, true);
    }

    /** As {@link #of}, and remembered in this process alone: a dry run writes nothing. */
    public String look(Inspection.Input input) {
        return of(input, false);
    }

    private String of(Inspection.Input input, boolean remember) {
        String digest = ofAny(input, remember);
        if (kind.isEmpty()) {
            // Also one that was remembered before the resource pinned any.
            InputFiles.requirePinned(input, digest);
        }
        return digest;
    }

    private String ofAny(Inspection.Input input, boolean remember) {
        Shared.Taken last = shared.taken.get(place(input));
        if (last != null && !input.version().isEmpty() && isSame(last.at(), input)) {
            // Of what inspect saw. Whether that is there still is asked before publishing, and not of a server for
            // every pass.
            return last.digest();
        }
        synchronized (shared.turns.computeIfAbsent(place(input), any -> new Object())) {
            return take(input, shared.taken.get(place(input)), remember);
        }
    }

    private String take(Inspection.Input input, Shared.Taken last, boolean remember) {
        Inspection.Input now = shared.files.stat(input);
        if (now.sizeBytes() != input.sizeBytes()
                || !input.version().isEmpty()
                        && !now.version().isEmpty()
                        && !FileVersion.mayHoldTheSame(input.version(), now.version())) {
            throw changed(input);
        }
        if (last != null && isSame(last.at(), now)) {
            return last.digest();
        }
        String digest = take(settled(now), remember);
        Optional<String> before = known(input);
        if (last != null && !last.digest().equals(digest)
                || before.isPresent() && !before.get().equals(digest)) {
            throw changed(input);
        }
        return digest;
    }

    /**
     * After reading an input, before publishing what was made from it.
     *
     * @param digest what it was when reading began
     * @throws RadinException {@code InputChanged} when it is no longer that
     */
    public void confirm(Inspection.Input input, String digest) {
        if (!now(input).equals(digest)) {
            throw changed(input);
        }
    }

    /**
     * The digest that an input has at this moment.
     *
     * @throws RadinException {@code InputChanged} when not even its size is what inspect saw
     */
    public String now(Inspection.Input input) {
        Inspection.Input now = shared.files.stat(input);
        if (now.sizeBytes() != input.sizeBytes()) {
            throw changed(input);
        }
        return now.version().isEmpty() ? compute.apply(now) : take(now, true);
    }

    /**
     * Reads an input until it stays what it was meanwhile: its owner and its mode may change, as when another team's pod
     * mounts the volume, and then only another reading can tell that its content did not.
     *
     * @param remember for other processes as well
     */
    private String take(Inspection.Input input, boolean remember) {
        Inspection.Input now = input;
        for (int reading = 0; reading < READINGS; reading++) {
            Optional<String> remembered = remembered(now);
            if (remembered.isPresent()) {
                shared.taken.put(place(now), new Shared.Taken(now, remembered.get()));
                return remembered.get();
            }
            Optional<String> known = given.apply(now);
            String digest = known.isPresent() ? known.get() : compute.apply(now);
            Inspection.Input after = shared.files.stat(now);
            if (isSame(now, after) || now.version().isEmpty() && now.sizeBytes() == after.sizeBytes()) {
                shared.taken.put(place(now), new Shared.Taken(now, digest));
                publish(now, digest, remember);
                return digest;
            }
            now = unlessWritten(now, settled(after));
        }
        throw changed(input);
    }

    private static Inspection.Input unlessWritten(Inspection.Input before, Inspection.Input after) {
        if (before.sizeBytes() != after.sizeBytes() || !FileVersion.mayHoldTheSame(before.version(), after.version())) {
            throw changed(before);
        }
        return after;
    }

    private void publish(Inspection.Input now, String digest, boolean remember) {
        if (remember && !now.version().isEmpty()) {
            shared.json.publish(
                    shared.layout.digest(key(now)), new Digest(now.uri(), now.sizeBytes(), now.version(), digest));
        }
    }

    /** A file that has only just changed has no version yet: waits a moment for one. */
    private Inspection.Input settled(Inspection.Input now) {
        if (!now.version().isEmpty()) {
            return now;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return now;
        }
        Inspection.Input later = shared.files.stat(now);
        if (later.sizeBytes() != now.sizeBytes()) {
            throw changed(now);
        }
        return later;
    }

    private static boolean isSame(Inspection.Input one, Inspection.Input other) {
        return one.sizeBytes() == other.sizeBytes() && one.version().equals(other.version());
    }

    private List<String> place(Inspection.Input input) {
        List<String> place = new ArrayList<>(kind);
        place.add(input.uri());
        place.add(Objects.requireNonNullElse(input.stateDictKey(), ""));
        return place;
    }

    private String key(Inspection.Input input) {
        List<String> lines = new ArrayList<>(List.of(input.uri(), Long.toString(input.sizeBytes()), input.version()));
        lines.addAll(kind);
        if (input.stateDictKey() != null) {
            lines.add("key " + input.stateDictKey());
        }
        return Hash.brief(Hash.sha256(lines));
    }

    public static RadinException changed(Inspection.Input input) {
        return new RadinException(
                Reason.InputChanged,
                input.uri() + ": changed while the selection ran; run it again, and keep inputs as they are meanwhile");
    }
}
