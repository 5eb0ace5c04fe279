package dev.radin.operator.health;

import io.javaoperatorsdk.operator.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once it works, or stands by for the replica that leads. */
@Readiness
@ApplicationScoped
class OperatorStarted implements HealthCheck {

    private final Operator operator;

    OperatorStarted(Operator operator) {
        this.operator = operator;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("operator")
                .status(operator.getRuntimeInfo().isStarted())
                .build();
    }
}
