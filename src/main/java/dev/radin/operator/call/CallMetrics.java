package dev.radin.operator.call;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Counts calls to the API server by verb, kind and answer, and times them, each attempt by itself. */
final class CallMetrics implements Interceptor {

    private static final Set<String> KINDS = Set.of(
            "soupselections", "soupselections/status", "jobs", "pods", "configmaps", "events", "workloads", "leases");

    /** Answers that mean something of their own; the others are counted by their first digit. */
    private static final Set<Integer> CODES = Set.of(403, 404, 409, 422, 429);

    private static final int HUNDRED = 100;

    private final MeterRegistry registry;

    /** When each request under way was sent, in nanoseconds. Those that are never answered go with their request. */
    private final Map<HttpRequest, Long> sent = Collections.synchronizedMap(new WeakHashMap<>());

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        sent.put(request, System.nanoTime());
        return consumer;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        ApiCall call = ApiCall.of(request);
        count(call, code(response.code()));
        Long start = sent.remove(request);
        if (start != null && !call.verb().equals("watch")) {
            Timer.builder("radin.api.call.duration")
                    .description("How long the API server took to begin its answer")
                    .tag("verb", call.verb())
                    .serviceLevelObjectives(
                            Duration.ofMillis(10),
                            Duration.ofMillis(100),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(10))
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        count(ApiCall.of(request), "none");
    }

    private void count(ApiCall call, String code) {
        Counter.builder("radin.api.calls")
                .description("Calls to the API server")
                .tag("verb", call.verb())
                .tag("resource", KINDS.contains(call.resource()) ? call.resource() : "other")
                .tag("code", code)
                .register(registry)
                .increment();
    }

    private static String code(int code) {
        return CODES.contains(code) ? Integer.toString(code) : code / HUNDRED + "xx";
    }
}
