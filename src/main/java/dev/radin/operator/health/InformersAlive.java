package dev.radin.operator.health;

import io.javaoperatorsdk.operator.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Fails when a watch has ended for good, so that nothing would be seen any more and only a restart helps. */
@Liveness
@ApplicationScoped
class InformersAlive implements HealthCheck {

    private final Operator operator;

    InformersAlive(Operator operator) {
        this.operator = operator;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("informers")
                .status(operator.getRuntimeInfo().allEventSourcesAreHealthy())
                .build();
    }
}
