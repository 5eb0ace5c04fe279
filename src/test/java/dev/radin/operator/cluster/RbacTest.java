package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.Fault;
import dev.radin.cluster.Injection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Decisions;
import dev.radin.operator.Resources;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The role that ships holds what the operator calls, and nothing else. That it is enough, every other test here shows, as
 * the operator runs under it.
 */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class RbacTest {

    /** Asked of an admission plugin's user, not by a call. */
    private static final String FOR_ADMISSION = "update radin.dev soupselections/finalizers";

    private final SimulatedWorkers workers = new SimulatedWorkers(1);
    private final Wire wire = Wire.whole();

    @Test
    void everyRuleIsUsedAndEveryCallHasItsRule() {
        try (Sandbox sandbox = Sandbox.open(workers).withOperator(wire)) {
            everythingThatMakesTheOperatorCall(sandbox);

            Set<String> used = new TreeSet<>();
            wire.calls().forEach(call -> used.add(call.verb() + " " + call.group() + " " + call.resource()));
            Set<String> allowed = new TreeSet<>();
            ClusterRole role = sandbox.client()
                    .rbac()
                    .clusterRoles()
                    .withName(Sandbox.OPERATOR)
                    .get();
            role.getRules().forEach(rule -> calls(rule).forEach(allowed::add));
            allowed.remove(FOR_ADMISSION);
            assertThat(used).isEqualTo(allowed);
        }
    }

    private static Stream<String> calls(PolicyRule rule) {
        return rule.getVerbs().stream().flatMap(verb -> rule.getResources().stream()
                .map(resource -> verb + " " + rule.getApiGroups().get(0) + " " + resource));
    }

    private void everythingThatMakesTheOperatorCall(Sandbox sandbox) {
        jobThatIsInTheWay(sandbox);
        Injection stuck = sandbox.node().inject(Fault.imagePullBackOff(), Sandbox.podOf(Stage.extract));
        sandbox.create("edited");
        sandbox.await("edited", "ImagePullFailed");
        sandbox.suspendLatestJob("edited", true);
        sandbox.await("edited", "JobSuspended");
        sandbox.suspendLatestJob("edited", false);
        sandbox.await("edited", "ImagePullFailed");
        sandbox.edit("edited", r -> r.getSpec().suspend = true);
        sandbox.await("edited", "Suspended");
        sandbox.edit("edited", r -> {
            r.getSpec().suspend = false;
            r.getSpec().models.add(Resources.model("e"));
        });
        stuck.lift();
        sandbox.await("edited", "SoupSelected");
        sandbox.create("brief", spec -> spec.ttlSecondsAfterFinished = 0);
        sandbox.until("brief", "it is deleted", () -> sandbox.get("brief") == null);
        sandbox.spendPodQuota();
        sandbox.create("waiting");
        sandbox.await("waiting", "WaitingForQuota");
        sandbox.freeQuota();
    }

    private void jobThatIsInTheWay(Sandbox sandbox) {
        sandbox.create("blocked", spec -> spec.suspend = true);
        SoupSelection resource = sandbox.await("blocked", "Suspended");
        resource.getSpec().suspend = false;
        String name = Decisions.of(resource, List.of()).launch().orElseThrow().name();
        sandbox.client().resource(ForeignJob.named(sandbox.namespace(), name)).create();
        sandbox.edit("blocked", r -> r.getSpec().suspend = false);
        sandbox.await("blocked", "NameConflict");
    }
}
