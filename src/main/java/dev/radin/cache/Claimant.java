package dev.radin.cache;

import dev.radin.protocol.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** This process as one that makes passes, and what it can tell of others. */
final class Claimant implements AutoCloseable {

    /** Starts of one process are told a second or so apart, as the clock of the machine is corrected meanwhile. */
    private static final long SAME_START_MILLIS = 10_000;

    /** Those of this process. */
    private static final Set<String> LIVING = ConcurrentHashMap.newKeySet();

    private final Claim claim;

    /** @param by the selection, {@code <namespace>/<name>} */
    Claimant(String by) {
        ProcessHandle process = ProcessHandle.current();
        String id = UUID.randomUUID().toString();
        this.claim = new Claim(
                by,
                text(Path.of("/proc/sys/kernel/hostname")).orElse(""),
                numbering().orElse(id),
                process.pid(),
                started(process),
                id);
        LIVING.add(claim.id());
    }

    Claim claim() {
        return claim;
    }

    /** Whether it is certain that nobody is making the pass any more; of other machines and containers nothing is. */
    boolean isGone(Claim other) {
        if (!other.processes().equals(claim.processes())) {
            return false;
        }
        if (other.process() == claim.process() && isSameStart(other.startedMillis(), claim.startedMillis())) {
            return !LIVING.contains(other.id());
        }
        Optional<ProcessHandle> process = ProcessHandle.of(other.process());
        return process.isEmpty() || !isSameStart(other.startedMillis(), started(process.get()));
    }

    private static boolean isSameStart(long millis, long otherMillis) {
        return Math.abs(millis - otherMillis) < SAME_START_MILLIS;
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** What numbers of processes are counted in: the machine since it was started, or one container. */
    private static Optional<String> numbering() {
        return text(Path.of("/proc/sys/kernel/random/boot_id")).flatMap(boot -> {
            try {
                return Optional.of(boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        LIVING.remove(claim.id());
    }
}
