package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.Examples;
import dev.radin.Examples.Example;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes what {@code examples/} holds, to the last field. */
@NeedsKubernetes
class AppliedExamplesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.shared();
    }

    @ParameterizedTest
    @MethodSource("soupSelections")
    void aSelectionIsStoredAsItIsWritten(Example example) {
        JsonNode stored = server.dryRun(example.yaml(), Validation.STRICT);

        assertThat(stored.get("spec")).isEqualTo(example.object().get("spec"));
    }

    @ParameterizedTest
    @MethodSource("kubernetesOwn")
    void whatStandsBesideItIsTakenToo(Example example) {
        server.cluster()
                .kubectlWith(
                        example.yaml(),
                        "-n",
                        server.namespace(),
                        "create",
                        "--dry-run=server",
                        "--validate=strict",
                        "-f",
                        "-")
                .orFail();
    }

    static List<Example> soupSelections() {
        return Examples.soupSelections();
    }

    static List<Example> kubernetesOwn() {
        return Examples.kubernetesOwn();
    }
}
