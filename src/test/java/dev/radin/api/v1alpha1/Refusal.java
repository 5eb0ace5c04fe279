package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.List;

/** What an API server says of a wrong resource. */
final class Refusal {

    private Refusal() {}

    /** It names the field and says the words, as kubectl prints them. */
    static void check(ApiServer server, Wrong wrong) {
        check(server, wrong.resource(), wrong.serverPath(), wrong.serverWords());
    }

    static void check(ApiServer server, String resource, String path, String words) {
        KubernetesClientException refused =
                catchThrowableOfType(KubernetesClientException.class, () -> server.dryRun(resource, Validation.STRICT));

        assertThat(refused).as(path).isNotNull();
        assertThat(lines(refused.getStatus()))
                .anySatisfy(line -> assertThat(line).contains(path).contains(words));
    }

    private static List<String> lines(Status status) {
        return status.getDetails() == null || status.getDetails().getCauses().isEmpty()
                ? List.of(status.getMessage())
                : status.getDetails().getCauses().stream()
                        .map(cause -> cause.getField() + ": " + cause.getMessage())
                        .toList();
    }
}
