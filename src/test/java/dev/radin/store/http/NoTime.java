package dev.radin.store.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pauses that take no time but on the clock. */
public final class NoTime implements Time {

    private final List<Long> pauses = Collections.synchronizedList(new ArrayList<>());
    private long now;

    @Override
    public synchronized long millis() {
        return now;
    }

    @Override
    public synchronized void sleep(long millis) {
        pauses.add(millis);
        now += millis;
    }

    public List<Long> pauses() {
        return List.copyOf(pauses);
    }
}
