package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Kubectl;
import dev.radin.cluster.NeedsKubernetes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of the resource who only have kubectl. */
@NeedsKubernetes
class KubectlTest {

    private static final String STATUS =
            """
            {"status": {
              "observedGeneration": 1,
              "modelCounts": {"listed": 13, "usable": 12, "excluded": 1, "run": 12},
              "evaluations": {"budget": 8, "proposed": 8, "done": 5},
              "result": {"type": "Soup", "uri": "s3://b/soups/ab12/", "score": "0.839769", "gain": "+0.009192",
                "members": [{"model": "a", "weight": "0.7"}, {"model": "b", "weight": "0.3"}], "memberCount": 2},
              "bestSingle": {"model": "lr1e-5", "score": "0.830577"},
              "cost": {"passes": 17, "reusedPasses": 4, "gpuSeconds": 812},
              "conditions": [{"type": "Ready", "status": "False", "reason": "EvaluatingSoups", "message": "",
                "lastTransitionTime": "2026-01-01T00:00:00Z", "observedGeneration": 1}]}}
            """;

    private static ControlPlane cluster;
    private static String namespace;

    @BeforeAll
    static void start() {
        cluster = ApiServer.shared().cluster();
        namespace = cluster.createNamespace("kubectl");
    }

    @Test
    void explainTellsEveryField() {
        String told =
                cluster.kubectl("explain", "soupselection.spec", "--recursive").orFail();

        assertThat(told).contains("What is asked for.");
        for (SchemaFields.Field field : SchemaFields.of("spec")) {
            if (!field.element()) {
                assertThat(told).contains(field.path().substring(field.path().lastIndexOf('.') + 1) + "\t<");
            }
        }
    }

    @Test
    void explainTellsWhatAFieldMeans() {
        assertThat(cluster.kubectl("explain", "soup.spec.strategy.radin.memberBonus")
                        .orFail())
                .contains("Added to a subset's estimate for each of its members");
        assertThat(cluster.kubectl("explain", "soup.status.conditions.reason").orFail())
                .contains("Why, in one word.");
    }

    @Test
    void getShowsStateAndResult() {
        cluster.kubectlWith(Wrong.VALID, "-n", namespace, "apply", "-f", "-").orFail();
        cluster.kubectl(
                        "-n",
                        namespace,
                        "patch",
                        "soup",
                        "letters",
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        STATUS)
                .orFail();

        assertThat(cells(get()))
                .containsExactly(
                        List.of("NAME", "STATE", "MODELS", "EVALUATED", "BUDGET", "SCORE", "GAIN", "AGE"),
                        List.of("letters", "EvaluatingSoups", "12", "5", "8", "0.839769", "+0.009192", "-"));
        assertThat(cells(get("-o", "wide")))
                .containsExactly(
                        List.of(
                                "NAME",
                                "STATE",
                                "MODELS",
                                "EVALUATED",
                                "BUDGET",
                                "SCORE",
                                "GAIN",
                                "AGE",
                                "SOUP",
                                "SINGLE",
                                "PASSES"),
                        List.of(
                                "letters",
                                "EvaluatingSoups",
                                "12",
                                "5",
                                "8",
                                "0.839769",
                                "+0.009192",
                                "-",
                                "s3://b/soups/ab12/",
                                "lr1e-5",
                                "17"));
    }

    private static String get(String... more) {
        return cluster.kubectl(Stream.concat(Stream.of("-n", namespace, "get", "soup", "letters"), Stream.of(more))
                        .toArray(String[]::new))
                .orFail();
    }

    /** The age is whatever it is. */
    private static List<List<String>> cells(String table) {
        return table.lines()
                .map(line -> Stream.of(line.split(" +"))
                        .map(cell -> cell.matches("\\d+[smh]") ? "-" : cell)
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soup", "soups", "soupselections", "radin"})
    void itIsFoundByEachOfItsNames(String name) {
        cluster.kubectlWith(Wrong.VALID, "-n", namespace, "apply", "-f", "-").orFail();

        assertThat(cluster.kubectl("-n", namespace, "get", name, "-o", "name").orFail())
                .contains("soupselection.radin.dev/letters");
    }

    @Test
    void fieldsSelect() {
        cluster.kubectlWith(
                        Wrong.VALID.replace("letters", "held") + "  suspend: true\n",
                        "-n",
                        namespace,
                        "apply",
                        "-f",
                        "-")
                .orFail();

        cluster.kubectl(
                        "-n",
                        namespace,
                        "patch",
                        "soup",
                        "held",
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        "{\"status\": {\"outcome\": \"SingleModel\"}}")
                .orFail();

        for (String selector : List.of("spec.suspend=true", "status.outcome=SingleModel")) {
            assertThat(cluster.kubectl("-n", namespace, "get", "soup", "--field-selector=" + selector, "-o", "name")
                            .orFail())
                    .as(selector)
                    .isEqualToIgnoringNewLines("soupselection.radin.dev/held");
        }
    }

    @Test
    void whoManagesItCannotBeChanged() {
        String mine = Wrong.VALID.replace("letters", "mine");
        cluster.kubectlWith(mine, "-n", namespace, "apply", "-f", "-").orFail();

        Kubectl explicit =
                cluster.kubectlWith(mine + "  managedBy: radin.dev/operator\n", "-n", namespace, "apply", "-f", "-");
        Kubectl another = cluster.kubectlWith(
                mine + "  managedBy: kueue.x-k8s.io/multikueue\n", "-n", namespace, "apply", "-f", "-");

        assertThat(explicit.exitCode()).isZero();
        assertThat(another.errors()).contains("spec.managedBy", FieldPatterns.MANAGER_CHANGED);
    }

    /** An operator reads all resources at once, and one that it could not read would keep it from the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cost\": {\"passes\": 1000000000000}}",
                "{\"observedGeneration\": 1e300}",
                "{\"modelCounts\": {\"excluded\": \"none\"}}",
                "{\"resumeToken\": 7}",
                "{\"stages\": \"all\"}",
                "{\"conditions\": [{\"type\": \"Ready\"}]}"
            })
    void aStatusThatCouldNotBeReadIsRefused(String status) {
        cluster.kubectlWith(Wrong.VALID, "-n", namespace, "apply", "-f", "-").orFail();

        Kubectl patched = cluster.kubectl(
                "-n",
                namespace,
                "patch",
                "soup",
                "letters",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\": " + status + "}");

        assertThat(patched.exitCode()).isNotZero();
        assertThat(patched.errors()).contains("The SoupSelection \"letters\" is invalid");
    }

    @Test
    void theSpecIsNoPlaceForAStatus() {
        String withStatus = Wrong.VALID.replace("name: letters", "name: planted") + "status: {outcome: Soup}\n";
        cluster.kubectlWith(withStatus, "-n", namespace, "apply", "-f", "-").orFail();

        assertThat(cluster.kubectl("-n", namespace, "get", "soup", "planted", "-o", "jsonpath={.status}")
                        .orFail())
                .isEmpty();
    }
}
