package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Claim;
import dev.radin.protocol.Json;
import dev.radin.protocol.Layout;
import dev.radin.protocol.PassKey;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who makes which pass, among all that use one cache: of several selections that lack a pass, one makes it, and the others make
 * what else they lack, and then wait for it.
 *
 * <p>A claim is an object beside the passes, {@code claims/<key>.<n>}, which only one can create. While its claimant lives, it
 * gives signs of life, {@code claims/<key>.<n>.<sign>}, one after the other. Who sees the same sign for long enough, or that the
 * process has ended, creates claim {@code n + 1}. No clocks are compared. Where something goes wrong (a process that stood still
 * for a minute, a store that lets nobody delete), two make one pass, and nothing else comes of it: the first is kept.
 */
public final class PassClaims implements AutoCloseable {

    /** What comes of asking for a pass. */
    public enum Answer {
        /** It is to be made here. */
        OURS,
        /** Others have made it, or found that it cannot be made. */
        SETTLED,
        /** Others are making it. */
        TAKEN
    }

    /**
     * @param sign between two signs of life
     * @param patience with somebody who gives none: several times that
     * @param shortestPause between two looks at what others are making
     * @param longestPause likewise, when it takes long
     */
    record Timing(Duration sign, Duration patience, Duration shortestPause, Duration longestPause) {

        static final Timing USUAL = new Timing(
                Duration.ofSeconds(15), Duration.ofSeconds(50), Duration.ofMillis(50), Duration.ofSeconds(5));
    }

    private static final Claim NOBODY = new Claim("", "", "", 0, 0, "");
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.([0-9]{1,9})(?:\\.([0-9]{1,9}))?");
    private static final Duration END = Duration.ofSeconds(10);

    private final Claimant claimant;
    private final Store store;
    private final Location folder;
    private final StoredJson json;
    private final Predicate<PassKey> settled;
    private final Timing timing;

    private final Map<PassKey, Mark> ours = new ConcurrentHashMap<>();
    private final Map<PassKey, Rival> rivals = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread claims = new Thread(work, "claims");
        claims.setDaemon(true);
        return claims;
    });
    private boolean givesSigns;
    private Duration pause;

    /** A claim's number, and that of its last sign of life, 0 before the first. */
    private record Mark(int claim, int sign) {

        static final Comparator<Mark> ORDER =
                Comparator.comparingInt(Mark::claim).thenComparingInt(Mark::sign);

        Mark next() {
            return new Mark(claim, sign + 1);
        }

        Mark before() {
            return new Mark(claim, sign - 1);
        }
    }

    /** @param unchanged how long it was looked at since its last sign; what passed between looks far apart is nobody's time */
    private record Rival(Mark mark, Claim claim, long lookedNanos, Duration unchanged) {}

    /** @param settled whether there is nothing left to do for a pass */
    PassClaims(Claimant claimant, Store store, Location folder, Predicate<PassKey> settled, Timing timing) {
        this.claimant = claimant;
        this.store = store;
        this.folder = folder;
        this.json = new StoredJson(store);
        this.settled = settled;
        this.timing = timing;
        this.pause = timing.shortestPause();
    }

    /** Removes what processes left in a cache that were killed, and that nobody has touched since. */
    public static void removeOlder(Store store, Location cache, Instant limit) {
        Location folder = Layout.claims(cache);
        Map<String, List<Location>> byPass = store.list(folder).stream()
                .filter(name -> NAME.matcher(name).matches())
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.indexOf('.')),
                        Collectors.mapping(folder::child, Collectors.toList())));
        byPass.values().stream()
                .filter(claims -> claims.stream()
                        .flatMap(claim -> store.stat(claim).stream())
                        .allMatch(stat -> stat.modified().isBefore(limit)))
                .forEach(claims -> claims.forEach(store::delete));
    }

    /** From any thread, each pass from one. Who gets one as {@link Answer#OURS} gives it back by {@link #release}. */
    public Answer ask(PassKey key) {
        if (claim(key)) {
            return unlessSettled(key);
        }
        return settled.test(key) ? Answer.SETTLED : Answer.TAKEN;
    }

    /** Whoever is known to wait for somebody looks first: to write a claim in vain is more work. */
    private boolean claim(PassKey key) {
        if (!rivals.containsKey(key) && take(key, 1)) {
            return true;
        }
        return look(key)
                .map(rival -> isOver(rival) && take(key, rival.mark().claim() + 1))
                .orElseGet(() -> take(key, 1));
    }

    /** It may have been made and given back since it was found lacking. */
    private Answer unlessSettled(PassKey key) {
        if (!settled.test(key)) {
            return Answer.OURS;
        }
        release(key);
        return Answer.SETTLED;
    }

    private boolean take(PassKey key, int claim) {
        Mark mark = new Mark(claim, 0);
        if (!create(key, mark)) {
            return false;
        }
        ours.put(key, mark);
        giveSigns();
        return true;
    }

    private boolean create(PassKey key, Mark mark) {
        try (Publication publication = store.create(place(key, mark))) {
            publication.write(ByteBuffer.wrap(Json.write(claimant.claim())));
            return publication.publish();
        }
    }

    private Location place(PassKey key, Mark mark) {
        return folder.child(key.hex() + "." + mark.claim() + (mark.sign() == 0 ? "" : "." + mark.sign()));
    }

    /** @return empty where nobody is making it any more */
    private Optional<Rival> look(PassKey key) {
        Optional<Mark> last = marks(key).stream().max(Mark.ORDER);
        long now = System.nanoTime();
        Rival known = rivals.get(key);
        Optional<Rival> rival = last.flatMap(mark -> {
            if (known != null && known.mark().equals(mark)) {
                Duration since = Duration.ofNanos(now - known.lookedNanos());
                return Optional.of(
                        new Rival(mark, known.claim(), now, known.unchanged().plus(atMostAPause(since))));
            }
            return read(place(key, new Mark(mark.claim(), 0))).map(claim -> new Rival(mark, claim, now, Duration.ZERO));
        });
        rivals.compute(key, (k, old) -> rival.orElse(null));
        return rival;
    }

    /** @return empty where it is not there any more; of nobody where it cannot be read */
    private Optional<Claim> read(Location claim) {
        try {
            return json.readIfPresent(claim, Claim.class);
        } catch (RadinException e) {
            return Optional.of(NOBODY);
        }
    }

    private List<Mark> marks(PassKey key) {
        return store.list(folder).stream()
                .map(NAME::matcher)
                .filter(name -> name.matches() && name.group(1).equals(key.hex()))
                .map(PassClaims::mark)
                .toList();
    }

    private static Mark mark(Matcher name) {
        return new Mark(Integer.parseInt(name.group(2)), name.group(3) == null ? 0 : Integer.parseInt(name.group(3)));
    }

    private boolean isOver(Rival rival) {
        return claimant.isGone(rival.claim()) || rival.unchanged().compareTo(timing.patience()) >= 0;
    }

    /** Who is making a pass that was {@link Answer#TAKEN}, as far as that could be read. */
    public Optional<Claim> holder(PassKey key) {
        return Optional.ofNullable(rivals.get(key)).map(Rival::claim).filter(claim -> claim != NOBODY);
    }

    /** Gives back what was {@link Answer#OURS}, made or not; nothing happens for other passes. */
    public void release(PassKey key) {
        Mark mark = ours.remove(key);
        if (mark != null) {
            thread.execute(() -> quietly(() -> remove(key, mark)));
        }
    }

    /** With what is left of claims before it; signs go before what they are of. */
    private void remove(PassKey key, Mark last) {
        if (last.claim() > 1) {
            marks(key).stream()
                    .filter(mark -> mark.claim() <= last.claim())
                    .sorted(Mark.ORDER.reversed())
                    .forEach(mark -> store.delete(place(key, mark)));
            return;
        }
        if (last.sign() > 1) {
            store.delete(place(key, last.before()));
        }
        if (last.sign() > 0) {
            store.delete(place(key, last));
        }
        store.delete(place(key, new Mark(1, 0)));
    }

    private synchronized void giveSigns() {
        if (!givesSigns) {
            givesSigns = true;
            long nanos = timing.sign().toNanos();
            thread.scheduleWithFixedDelay(() -> ours.forEach(this::giveSign), nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** None where the one before the last cannot be removed: they would become many. */
    private void giveSign(PassKey key, Mark last) {
        quietly(() -> {
            if (last.sign() > 1) {
                store.delete(place(key, last.before()));
            }
            Mark next = last.next();
            create(key, next);
            if (!ours.replace(key, last, next)) {
                store.delete(place(key, next));
            }
        });
    }

    /** No pass fails for want of a sign or of tidiness. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RadinException e) {
            // The store says so again where it matters.
        }
    }

    /**
     * Waits before others are asked after again: a little at first, longer when it takes long.
     *
     * @return how long
     * @throws RadinException when the thread is interrupted
     */
    public Duration pause() {
        Duration now = pause;
        try {
            TimeUnit.NANOSECONDS.sleep(now.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RadinException(Reason.WorkerFailed, "interrupted while others made passes", e);
        }
        pause = atMostAPause(now.multipliedBy(3).dividedBy(2));
        return now;
    }

    private Duration atMostAPause(Duration duration) {
        return duration.compareTo(timing.longestPause()) < 0 ? duration : timing.longestPause();
    }

    /** Gives back all. */
    @Override
    public void close() {
        ours.keySet().forEach(this::release);
        thread.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            thread.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        claimant.close();
    }
}
