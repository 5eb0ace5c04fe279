package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.protocol.SelectionDocument;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** The selection as pods read it: immutable and named by its content, so that a running pod never sees another one. */
public final class SelectionConfigMap {

    static final String FILE = "selection.json";

    private SelectionConfigMap() {}

    public static String name(SoupSelection resource, String digest) {
        return resource.getMetadata().getName() + "-selection-" + digest.substring(0, 8);
    }

    public static ConfigMap desired(SoupSelection resource, SelectionDocument document) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(name(resource, document.digest()))
                .addToLabels(JobLabels.SELECTION, resource.getMetadata().getName())
                .withOwnerReferences(Ownership.reference(resource))
                .endMetadata()
                .withImmutable(true)
                .addToData(FILE, document.text())
                .build();
    }
}
