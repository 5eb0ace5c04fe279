package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.call.ApiCall;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.resource.JobLabels;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the operator does not do. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class QuietTest {

    private final Wire wire = Wire.whole();

    @Test
    void whereNothingChangesItReadsAndWritesNothing() {
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withPatientOperator(wire)) {
            sandbox.create("vit");
            sandbox.await("vit", "SoupSelected");
            sandbox.awaitCounted("vit");
            List<ApiCall> before = wire.calls();
            long reconciliations = reconciliations(sandbox);

            sandbox.edit("vit", r -> r.getMetadata().setLabels(Map.of("noise", "yes")));
            sandbox.until("vit", "it has looked", () -> reconciliations(sandbox) > reconciliations);

            assertThat(wire.calls()).isEqualTo(before);
        }
    }

    @Test
    void whatSomebodyElseManagesItLeavesAlone() {
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withOperator(wire)) {
            sandbox.create("elsewhere", spec -> spec.managedBy = "kueue.x-k8s.io/multikueue");
            sandbox.create("here", spec -> spec.managedBy = SoupSelection.MANAGER);
            sandbox.await("here", "SoupSelected");

            assertThat(sandbox.get("elsewhere").getStatus()).isNull();
            assertThat(sandbox.events("elsewhere")).isEmpty();
            assertThat(sandbox.client()
                            .batch()
                            .v1()
                            .jobs()
                            .inNamespace(sandbox.namespace())
                            .withLabel(JobLabels.SELECTION, "elsewhere")
                            .list()
                            .getItems())
                    .isEmpty();
        }
    }

    /** Thousands of pods may be there already. */
    @Test
    void whatIsThereWhenItStartsIsReadInPages() {
        List<String> lists = new CopyOnWriteArrayList<>();
        Interceptor line = new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if (ApiCall.of(request).verb().equals("list")) {
                    lists.add(request.uri().toString());
                }
            }
        };
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withOperator(line)) {
            assertThat(lists)
                    .as("selections, Jobs and pods of %s", sandbox.namespace())
                    .hasSize(3)
                    .allSatisfy(list -> assertThat(list).contains("limit=" + OperatorConfig.LIST_PAGE));
        }
    }

    private static long reconciliations(Sandbox sandbox) {
        return sandbox.registry().get("radin.reconcile.duration").timer().count();
    }
}
