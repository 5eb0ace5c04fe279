package dev.radin.operator.call;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Lets reconciliations make no more calls a second than the API server is to bear, of which others want some. Watches and
 * the lease are no calls of reconciliations: were they to wait, a busy operator would lose its lease. Nor do repetitions of a
 * failed call wait, which come from a thread that others need; but they use up turns.
 */
final class CallThrottle implements Interceptor {

    /** Of calls that come after a pause, this many seconds' worth are made at once. */
    private static final int BURST_SECONDS = 2;

    private final TokenBucket bucket;
    private final Timer waits;

    CallThrottle(int callsPerSecond, MeterRegistry registry) {
        this.bucket = new TokenBucket(callsPerSecond, callsPerSecond * BURST_SECONDS, System::nanoTime);
        this.waits = Timer.builder("radin.api.wait")
                .description("Time that calls to the API server waited for their turn; only those that had to")
                .register(registry);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        ApiCall call = ApiCall.of(request);
        if (call.verb().equals("watch") || call.resource().equals("leases")) {
            return;
        }
        long nanos = bucket.take();
        if (nanos > 0 && Thread.currentThread() instanceof ReconcilerThread) {
            waits.record(nanos, TimeUnit.NANOSECONDS);
            sleep(nanos);
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            // The operator stops; the call will find out.
            Thread.currentThread().interrupt();
        }
    }
}
