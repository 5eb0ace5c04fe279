package dev.radin.store.http;

import dev.radin.store.Blob;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An object that is read by parts. Of a long read the parts come at once, straight into where they belong. Whoever reads on
 * where a read ended finds the next parts on their way: the more the longer it goes on, as far as the memory for it allows.
 */
public final class RangedBlob implements Blob {

    /** What a request is worth being made for. All sizes of what is held are powers of two. */
    private static final int SMALLEST = 256 << 10;

    private static final int LARGEST = 8 << 20;

    /** Of the parts that are on their way for one reader. */
    private static final int AHEAD = 4;

    private static final int MOST_READERS = 64;

    private final Ranges ranges;
    private final ReadAhead shared;

    /** By where they begin; they do not overlap. */
    private final TreeMap<Long, Extent> held = new TreeMap<>();

    /** How much comes with the next request, by where the last read ended. */
    private final Map<Long, Integer> readers = new LinkedHashMap<>();

    private boolean closed;

    public RangedBlob(Ranges ranges, ReadAhead shared) {
        this.ranges = ranges;
        this.shared = shared;
    }

    /** What is there now; where there is memory for it with its beginning, by one request for both. */
    static Optional<Blob> open(Http http, ObjectPlace place, ReadAhead shared) {
        byte[] array = shared.arrays().take(SMALLEST);
        if (array == null) {
            return place.find().map(object -> new RangedBlob(new Ranges(http, object), shared));
        }
        boolean held = false;
        try {
            ByteBuffer start = ByteBuffer.wrap(array);
            Optional<RangedBlob> opened =
                    place.find(start).map(object -> new RangedBlob(new Ranges(http, object), shared));
            held = opened.isPresent() && start.hasRemaining();
            if (held) {
                opened.get().hold(Extent.of(start, () -> shared.arrays().giveBack(array)));
            }
            return opened.map(Function.identity());
        } finally {
            if (!held) {
                shared.arrays().giveBack(array);
            }
        }
    }

    @Override
    public String uri() {
        return ranges.object().uri();
    }

    @Override
    public long sizeBytes() {
        return ranges.object().sizeBytes();
    }

    @Override
    public Optional<String> digest() {
        return ranges.object().digest();
    }

    /** @param held whether it may hold more than was asked for, to be found again; else it lies where it belongs */
    private record Part(Extent extent, boolean held) {}

    @Override
    public void read(long position, ByteBuffer target) {
        int length = target.remaining();
        ranges.object().requireWithin(position, length);
        int window = window(position, length);
        List<Part> parts = parts(position, length, window, target);
        try {
            parts.stream().skip(1).forEach(part -> part.extent.begin(shared.threads()));
            if (window > 0) {
                fetchOn(position + length, window);
            }
            for (Part part : parts) {
                copy(part, position, target, position + length);
            }
        } finally {
            parts.forEach(this::leave);
        }
    }

    private void leave(Part part) {
        part.extent.leave();
        if (!part.held) {
            part.extent.drop();
        }
    }

    /** How much is fetched at once for a reader who comes here; 0 for one who has not read up to here. */
    private synchronized int window(long position, int length) {
        Integer known = readers.remove(position);
        int window = known == null ? 0 : known;
        int next = powerOfTwo(2 * Math.max(window, Math.min(length, LARGEST)));
        readers.put(position + length, Math.max(SMALLEST, Math.min(LARGEST, next)));
        if (readers.size() > MOST_READERS) {
            readers.remove(readers.keySet().iterator().next());
        }
        int fair = Integer.highestOneBit((int) Math.min(LARGEST, shared.arrays().share() / (AHEAD + 1)));
        return Math.min(window, Math.max(SMALLEST, fair));
    }

    /** The smallest that is not smaller. */
    private static int powerOfTwo(int least) {
        int largest = Integer.highestOneBit(least);
        return largest == least ? largest : 2 * largest;
    }

    /** What is held already, small parts with what follows them, and large ones in place; all of them entered. */
    private synchronized List<Part> parts(long position, int length, int window, ByteBuffer target) {
        List<Part> parts = new ArrayList<>();
        long end = position + length;
        for (long at = position;
                at < end;
                at = parts.get(parts.size() - 1).extent.end()) {
            Part part = part(at, end, window, target, (int) (at - position));
            part.extent.enter();
            parts.add(part);
        }
        return parts;
    }

    private Part part(long at, long end, int window, ByteBuffer target, int offset) {
        Extent there = heldAt(at);
        if (there != null) {
            return new Part(there, true);
        }
        Long next = held.higherKey(at);
        long missing = Math.min(end, next == null ? end : next) - at;
        Extent more = missing < SMALLEST ? hold(at, Math.max(SMALLEST, window)) : null;
        if (more != null) {
            return new Part(more, true);
        }
        ByteBuffer place = target.slice(target.position() + offset, (int) Math.min(LARGEST, missing));
        return new Part(new Extent(ranges, at, place, () -> {}), false);
    }

    private Extent heldAt(long position) {
        Map.Entry<Long, Extent> before = held.floorEntry(position);
        return before != null && before.getValue().end() > position ? before.getValue() : null;
    }

    /** A part that is found again; null where there is no memory for it. */
    private Extent hold(long start, int most) {
        Long next = held.higherKey(start);
        int size = (int) Math.min(most, (next == null ? sizeBytes() : next) - start);
        byte[] array = closed ? null : shared.arrays().take(powerOfTwo(size));
        if (array == null) {
            return null;
        }
        return hold(new Extent(ranges, start, ByteBuffer.wrap(array, 0, size), () -> shared.arrays()
                .giveBack(array)));
    }

    private Extent hold(Extent extent) {
        if (held.isEmpty()) {
            shared.arrays().enter();
        }
        held.put(extent.start, extent);
        return extent;
    }

    private synchronized void fetchOn(long position, int window) {
        long end = Math.min(sizeBytes(), position + (long) AHEAD * window);
        for (long at = position; at < end; ) {
            Extent there = heldAt(at);
            Extent part = there == null ? hold(at, window) : there;
            if (part == null) {
                return;
            }
            part.begin(shared.threads());
            at = part.end();
        }
    }

    private void copy(Part part, long position, ByteBuffer target, long end) {
        Extent extent = part.extent;
        ByteBuffer bytes;
        try {
            bytes = extent.bytes();
        } catch (RuntimeException e) {
            drop(extent);
            throw e;
        }
        if (!part.held) {
            target.position(target.position() + extent.length);
            return;
        }
        int first = (int) (Math.max(position, extent.start) - extent.start);
        int last = (int) (Math.min(end, extent.end()) - extent.start);
        target.put(bytes.slice(first, last - first));
        if (end >= extent.end() && extent.length < sizeBytes()) {
            drop(extent);
        }
    }

    private synchronized void drop(Extent extent) {
        if (held.remove(extent.start, extent)) {
            extent.drop();
            if (held.isEmpty()) {
                shared.arrays().leave();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(held.values()).forEach(this::drop);
    }
}
