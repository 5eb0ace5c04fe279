package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.Pruned;
import dev.radin.operator.observe.PrunedStore;
import dev.radin.operator.resource.JobLabels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Watches Jobs and pods that carry a selection's label, in the namespaces that the operator watches. */
final class EventSources {

    private EventSources() {}

    static InformerEventSource<Job, SoupSelection> jobs(EventSourceContext<SoupSelection> context) {
        return source("jobs", Job.class, Pruned::job, context);
    }

    static InformerEventSource<Pod, SoupSelection> pods(EventSourceContext<SoupSelection> context) {
        return source("pods", Pod.class, Pruned::pod, context);
    }

    private static <T extends HasMetadata> InformerEventSource<T, SoupSelection> source(
            String name, Class<T> type, UnaryOperator<T> prune, EventSourceContext<SoupSelection> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, SoupSelection.class)
                        .withName(name)
                        .withLabelSelector(JobLabels.SELECTION)
                        .withItemStore(new PrunedStore<>(prune))
                        .withInformerListLimit(OperatorConfig.LIST_PAGE)
                        .withOnUpdateFilter((now, before) -> Pruned.isNews(prune, before, now))
                        .withSecondaryToPrimaryMapper(bySelectionLabel())
                        .build(),
                context);
    }

    private static <T extends HasMetadata> SecondaryToPrimaryMapper<T> bySelectionLabel() {
        return object -> Set.of(new ResourceID(
                object.getMetadata().getLabels().get(JobLabels.SELECTION),
                object.getMetadata().getNamespace()));
    }
}
