package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.observe.PrunedStore;
import dev.radin.operator.resource.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;

/** Watches Jobs and pods that carry a selection's label, in the namespaces that the operator watches. */
final class EventSources {

    private EventSources() {}

    static InformerEventSource<Job, SoupSelection> jobs(EventSourceContext<SoupSelection> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Job.class, SoupSelection.class)
                        .withName("jobs")
                        .withLabelSelector(Labels.SELECTION)
                        .withItemStore(PrunedStore.jobs())
                        .withSecondaryToPrimaryMapper(bySelectionLabel())
                        .build(),
                context);
    }

    static InformerEventSource<Pod, SoupSelection> pods(EventSourceContext<SoupSelection> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Pod.class, SoupSelection.class)
                        .withName("pods")
                        .withLabelSelector(Labels.SELECTION)
                        .withItemStore(PrunedStore.pods())
                        .withSecondaryToPrimaryMapper(bySelectionLabel())
                        .build(),
                context);
    }

    private static <T extends HasMetadata> SecondaryToPrimaryMapper<T> bySelectionLabel() {
        return object -> Set.of(new ResourceID(
                object.getMetadata().getLabels().get(Labels.SELECTION),
                object.getMetadata().getNamespace()));
    }
}
