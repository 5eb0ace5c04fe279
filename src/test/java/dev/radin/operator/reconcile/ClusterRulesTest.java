package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.ContainerSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.operator.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only a cluster asks of a resource. */
class ClusterRulesTest {

    @Test
    void aProgramNeedsAnImageThere() {
        SoupSelection resource = Resources.selection("vit", spec -> {
            spec.evaluator.torchScript = null;
            spec.evaluator.container = new ContainerSpec();
            spec.evaluator.container.command = List.of("evaluate");
            spec.evaluator.container.version = "1";
        });
        assertThat(SpecValidator.validate(resource).problems()).isEmpty();

        assertThat(ClusterRules.check(SpecValidator.validate(resource)).problems())
                .singleElement()
                .hasToString(
                        "spec.evaluator.container.image: is missing; pods are made of it, as in image: registry.example.com/evaluate:1,"
                                + " while radin run does without");

        resource.getSpec().evaluator.container.image = "registry.example/letters:1";
        assertThat(ClusterRules.check(SpecValidator.validate(resource)).problems())
                .isEmpty();
    }
}
