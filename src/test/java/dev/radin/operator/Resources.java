package dev.radin.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.DatasetSpec;
import dev.radin.api.v1alpha1.EvaluatorSpec;
import dev.radin.api.v1alpha1.ModelSpec;
import dev.radin.api.v1alpha1.OutputSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionSpec;
import dev.radin.api.v1alpha1.TorchScriptSpec;
import dev.radin.api.v1alpha1.WorkersSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes SoupSelections: valid ones, that a test changes where it means to. */
public final class Resources {

    private Resources() {}

    /** Four models, one dataset, a budget of eight; nothing behind its URIs. */
    public static SoupSelection selection(String name) {
        SoupSelection resource = new SoupSelection();
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName(name)
                .withUid(UUID.nameUUIDFromBytes(name.getBytes()).toString())
                .withGeneration(1L)
                .build());
        SoupSelectionSpec spec = new SoupSelectionSpec();
        spec.evaluator = new EvaluatorSpec();
        spec.evaluator.torchScript = new TorchScriptSpec();
        spec.evaluator.torchScript.uri = "file:///models/architecture.pt";
        spec.models = new ArrayList<>(List.of(model("a"), model("b"), model("c"), model("d")));
        spec.datasets = new ArrayList<>(List.of(validation("val")));
        spec.budget = BudgetSpec.of(8);
        spec.output = new OutputSpec();
        spec.output.uri = "file:///out";
        spec.workers = new WorkersSpec();
        spec.workers.passesPerPod = 2;
        resource.setSpec(spec);
        return resource;
    }

    public static SoupSelection selection(String name, Consumer<SoupSelectionSpec> change) {
        SoupSelection resource = selection(name);
        change.accept(resource.getSpec());
        return resource;
    }

    /** The same as a user writes it, before an API server gave it an identity. */
    public static SoupSelection manifest(String name, String namespace, Consumer<SoupSelectionSpec> change) {
        SoupSelection resource = selection(name, change);
        resource.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        return resource;
    }

    /** A mapping, as a resource holds its templates of pods. */
    public static ObjectNode yaml(String text) {
        return Serialization.unmarshal(text, ObjectNode.class);
    }

    public static ModelSpec model(String name) {
        ModelSpec model = new ModelSpec();
        model.name = name;
        model.uri = "file:///models/" + name + ".safetensors";
        return model;
    }

    public static DatasetSpec validation(String name) {
        DatasetSpec dataset = new DatasetSpec();
        dataset.role = DatasetSpec.Role.Validation;
        dataset.name = name;
        dataset.uri = "file:///data/" + name + ".safetensors";
        return dataset;
    }
}
