package dev.radin.operator.call;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;

/** What is between the operator and the API server: calls wait their turn there, and are counted. */
public final class ApiServerLine {

    private ApiServerLine() {}

    /**
     * For the builder of a client.
     *
     * @param callsPerSecond that reconciliations may make in the long run
     */
    public static Consumer<HttpClient.Builder> with(int callsPerSecond, MeterRegistry registry) {
        return http -> http.addOrReplaceInterceptor("throttle", new CallThrottle(callsPerSecond, registry))
                .addOrReplaceInterceptor("metrics", new CallMetrics(registry));
    }
}
