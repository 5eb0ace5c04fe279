package dev.radin.operator;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.config.OperatorConfig.DefaultDevice;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings of operators under test, without a lease. */
public final class Configs {

    /** Of operators that are not started. */
    public static final OperatorConfig CONFIG = of(DefaultDevice.CUDA);

    private Configs() {}

    public static OperatorConfig of(DefaultDevice device) {
        return new OperatorConfig(
                "test",
                "radin:1",
                "radin:1-cuda",
                device,
                Set.of(),
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5));
    }

    /** For a namespace of a cluster, whose nodes have one image for all pods. */
    public static OperatorConfig of(String namespace, Duration progressInterval, Duration troubleInterval) {
        return new OperatorConfig(
                "test-operator",
                "radin",
                "radin",
                DefaultDevice.CUDA,
                Set.of(namespace),
                Optional.empty(),
                progressInterval,
                troubleInterval);
    }
}
