package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the shipped role may not hold, whoever edits it. */
class ManifestsTest {

    @Test
    void nothingReadsSecretsAndNothingIsAWildcard() throws IOException {
        List<PolicyRule> rules = rules();

        assertThat(rules).isNotEmpty();
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.getResources()).doesNotContain("secrets", "*");
            assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
            assertThat(rule.getApiGroups()).doesNotContain("*");
        });
    }

    private static List<PolicyRule> rules() throws IOException {
        List<HasMetadata> objects =
                new KubernetesSerialization().unmarshal(Files.readString(Path.of("deploy/rbac.yaml")));
        return objects.stream()
                .flatMap(object -> object instanceof ClusterRole role
                        ? role.getRules().stream()
                        : object instanceof Role role ? role.getRules().stream() : Stream.empty())
                .toList();
    }
}
