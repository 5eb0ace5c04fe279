package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A real API server that holds the definition that ships. */
record ApiServer(ControlPlane cluster, String namespace) {

    /** Written down, as an API server under load may list a new definition only after it serves it. */
    private static final ResourceDefinitionContext SOUP_SELECTIONS = new ResourceDefinitionContext.Builder()
            .withGroup(SoupSelection.GROUP)
            .withVersion(SoupSelection.VERSION)
            .withKind("SoupSelection")
            .withPlural("soupselections")
            .withNamespaced(true)
            .build();

    /** The one that all tests share. */
    static ApiServer shared() {
        return Shared.SERVER;
    }

    /** Installs the definition there. */
    static ApiServer of(ControlPlane cluster) {
        try (var file = Files.newInputStream(Crd.FILE)) {
            cluster.client().load(file).serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.awaitServed("soupselections." + SoupSelection.GROUP);
        return new ApiServer(cluster, cluster.createNamespace("resources"));
    }

    /**
     * What would be stored.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it is refused
     */
    JsonNode dryRun(String resource, Validation unknownFields) {
        GenericKubernetesResource generic = Serialization.unmarshal(resource, GenericKubernetesResource.class);
        GenericKubernetesResource stored = cluster.client()
                .genericKubernetesResources(SOUP_SELECTIONS)
                .inNamespace(namespace)
                .resource(generic)
                .dryRun()
                .fieldValidation(unknownFields)
                .create();
        return ResourceReader.MAPPER.valueToTree(stored);
    }

    private static final class Shared {
        static final ApiServer SERVER = of(ControlPlane.shared());
    }
}
