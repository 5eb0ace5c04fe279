package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.protocol.Selection;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;

/** The selection as pods read it: immutable and named by its content, so that a running pod never sees another one. */
public final class SelectionConfigMap {

    static final String FILE = "selection.json";

    private final String content;
    private final String digest;

    public SelectionConfigMap(Selection selection) {
        byte[] json = Json.write(selection);
        this.content = new String(json, StandardCharsets.UTF_8);
        this.digest = Hash.sha256(json);
    }

    /** The sha256 of the file, which a worker insists on. */
    public String digest() {
        return digest;
    }

    public static String name(SoupSelection resource, String digest) {
        return resource.getMetadata().getName() + "-selection-" + digest.substring(0, 8);
    }

    public ConfigMap desired(SoupSelection resource) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(name(resource, digest))
                .addToLabels(JobLabels.SELECTION, resource.getMetadata().getName())
                .withOwnerReferences(Ownership.reference(resource))
                .endMetadata()
                .withImmutable(true)
                .addToData(FILE, content)
                .build();
    }
}
