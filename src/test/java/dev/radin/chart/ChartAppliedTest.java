package dev.radin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Kubectl;
import dev.radin.cluster.NeedsKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server takes what the chart makes, to the letter, and nothing of it is changed. */
@NeedsKubernetes
class ChartAppliedTest {

    /** Of the Prometheus operator, which is not there. */
    private static final String MONITORING = "apiVersion: monitoring.coreos.com/v1";

    @ParameterizedTest
    @ValueSource(strings = {"default", "namespaces", "everything"})
    void everyObjectIsTaken(String values) throws IOException {
        ControlPlane cluster = ControlPlane.shared();
        String rendered = Chart.render(Files.readString(ChartGoldenTest.VALUES.resolve(values + ".yaml")));
        String objects = Arrays.stream(rendered.replace("namespace: " + Chart.NAMESPACE, "namespace: default")
                        .split("\n---\n"))
                .filter(object -> !object.contains(MONITORING))
                .collect(Collectors.joining("\n---\n"));

        Kubectl done = cluster.kubectlWith(
                objects,
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                "-");

        assertThat(done.errors()).isEmpty();
        assertThat(done.orFail()).contains("deployment.apps/");
    }
}
