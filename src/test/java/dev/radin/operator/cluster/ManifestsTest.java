package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Project;
import dev.radin.operator.resource.KubernetesJson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the shipped manifests hold, and may not hold, whoever edits them. */
class ManifestsTest {

    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
    private static final Pattern IMAGE = Pattern.compile(": radin-(?:operator|worker|worker-cuda):(\\S+)");

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

    /** What a status says is believed by whoever waits for it. */
    @Test
    void usersDoNotWriteStatuses() throws IOException {
        List<PolicyRule> users = objects().stream()
                .filter(object -> object.getMetadata().getName().startsWith("radin-soupselections-"))
                .flatMap(ManifestsTest::rules)
                .toList();

        assertThat(users).hasSize(2).allSatisfy(rule -> assertThat(rule.getResources())
                .containsExactly("soupselections"));
    }

    @Test
    void theHeapIsWhatTheDocsSay() throws IOException {
        String heap = HEAP.matcher(Files.readString(Path.of("deploy/deployment.yaml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(Path.of("docs/operator.md")).content().contains("The heap of " + heap + " MiB");
    }

    /** A tag that moves, such as latest, is pulled anew each time and names nothing. */
    @Test
    void imagesAreThoseOfThisVersion() throws IOException {
        String version = Project.version();

        for (String file : List.of("deploy/deployment.yaml", "examples/kubernetes/files.yaml")) {
            List<String> images = IMAGE.matcher(Files.readString(Path.of(file)))
                    .results()
                    .map(image -> image.group(1))
                    .toList();
            assertThat(images).as(file).isNotEmpty().allMatch(tag -> tag.equals(version));
        }
    }

    private static List<PolicyRule> rules() throws IOException {
        return objects().stream().flatMap(ManifestsTest::rules).toList();
    }

    private static Stream<PolicyRule> rules(HasMetadata object) {
        if (object instanceof ClusterRole role) {
            return role.getRules().stream();
        }
        return object instanceof Role role ? role.getRules().stream() : Stream.empty();
    }

    private static List<HasMetadata> objects() throws IOException {
        return KubernetesJson.SERIALIZATION.unmarshal(Files.readString(Path.of("deploy/rbac.yaml")));
    }
}
