package dev.radin.operator.config;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Settings of the process, from the environment ({@code RADIN_OPERATOR_IMAGE_CPU} and so on) or system properties. */
@ConfigMapping(prefix = "radin.operator")
public interface OperatorSettings {

    Image image();

    interface Image {

        /** Has DJL's CPU libraries, unpacked. */
        @WithDefault("radin-worker:${quarkus.application.version}")
        String cpu();

        /** Has PyTorch with CUDA. */
        @WithDefault("radin-worker-cuda:${quarkus.application.version}")
        String gpu();
    }

    /** CUDA or CPU. */
    @WithDefault("CUDA")
    String defaultDevice();

    /** Watched namespaces; all of them when there are none. */
    Optional<Set<String>> namespaces();

    /** The pod's name; the host's when there is no pod. */
    @WithDefault("${HOSTNAME:radin-operator}")
    String instance();

    Api api();

    interface Api {

        /**
         * That reconciliations may make to the API server in the long run. A selection takes some 15 in all, so this is no
         * hindrance even to hundreds a minute.
         */
        @WithDefault("100")
        int callsPerSecond();
    }

    LeaderElection leaderElection();

    interface LeaderElection {

        /** Where the lease is; without a namespace there is no election, and one replica only may run. */
        Optional<String> namespace();

        @WithDefault("15s")
        Duration leaseDuration();
    }

    /** @throws RadinException where none could be made */
    default int callsPerSecond() {
        if (api().callsPerSecond() < 1) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "RADIN_OPERATOR_API_CALLS_PER_SECOND: " + api().callsPerSecond() + "; must be at least 1");
        }
        return api().callsPerSecond();
    }

    private OperatorConfig.DefaultDevice device() {
        return Stream.of(OperatorConfig.DefaultDevice.values())
                .filter(device -> device.name().equals(defaultDevice()))
                .findFirst()
                .orElseThrow(() -> new RadinException(
                        Reason.InvalidSpec,
                        "RADIN_OPERATOR_DEFAULT_DEVICE: " + Printable.of(defaultDevice()) + "; must be CUDA or CPU"));
    }

    /** @throws RadinException for a setting that is wrong */
    default OperatorConfig toConfig() {
        return new OperatorConfig(
                instance(),
                image().cpu(),
                image().gpu(),
                device(),
                namespaces().orElse(Set.of()),
                leaderElection()
                        .namespace()
                        .map(namespace -> new OperatorConfig.Lease(
                                namespace, leaderElection().leaseDuration())),
                OperatorConfig.PROGRESS_INTERVAL,
                OperatorConfig.TROUBLE_INTERVAL);
    }
}
