package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.concurrent.TimeUnit;

/** A clock and its pauses: those of the machine, or ones that take no time. */
public interface Time {

    Time REAL = new Time() {
        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public void sleep(long millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RadinException(Reason.StorageFailed, "interrupted while waiting for a store", e);
            }
        }
    };

    /** Since 1970. */
    long millis();

    void sleep(long millis);
}
