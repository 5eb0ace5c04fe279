package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.protocol.Selection;
import dev.radin.soup.Metric;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRoundTripTest {

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "1e-5", "0x10", "1_000", "12e03", "0b11", "yes", "null", "010", "1.5", "on", "2026-01-01"),
                Arbitraries.strings()
                        .withChars("abcXYZ019._-")
                        .ofMinLength(1)
                        .ofMaxLength(20)
                        .filter(s -> s.matches(FieldPatterns.NAME)));
    }

    @Property(tries = 150)
    void whatIsWrittenIsReadBackTheSame(
            @ForAll("names") String name,
            @ForAll MetricSpec.Type metric,
            @ForAll @IntRange(min = 0, max = 1000) int evaluations,
            @ForAll boolean yaml) {
        SoupSelection resource = resource(name);
        resource.getSpec().metric = metric(metric);
        resource.getSpec().budget = BudgetSpec.of(evaluations);
        resource.getSpec().datasets.get(0).weight = "0.5";

        String text = yaml ? ResourceWriter.yaml(resource) : ResourceWriter.json(resource);
        SoupSelection back = ResourceReader.read(text, "text", r -> r);

        assertThat(ResourceWriter.json(back)).isEqualTo(ResourceWriter.json(resource));
        assertThat(Selections.of(back)).isEqualTo(Selections.of(resource));
    }

    @Test
    void kubernetesOwnFieldsSurvive() {
        String text =
                """
                apiVersion: radin.dev/v1alpha1
                kind: SoupSelection
                metadata: {name: letters, namespace: vision, labels: {team: "7"}}
                spec:
                  evaluator: {torchScript: {uri: file:///a/architecture.pt}}
                  modelsFrom: [{name: sweep, uri: file:///a/models/, include: ["*.pt"], stateDictKey: ema}]
                  datasets:
                  - {name: val, role: Validation, uri: file:///a/val.safetensors}
                  output: {uri: file:///shared/out/}
                  workers:
                    passesPerPod: 2
                    passes:
                      template: {spec: {containers: [{name: worker, resources: {limits: {nvidia.com/gpu: 1}}}]}}
                      scratch: {sizeLimit: 20Gi}
                    template:
                      spec:
                        containers:
                        - name: worker
                          env:
                          - {name: A, value: "1"}
                        volumes:
                        - {name: data, persistentVolumeClaim: {claimName: models}}
                        tolerations:
                        - {key: gpu, operator: Exists}
                """;

        SoupSelection resource = ResourceReader.read(text, "text", r -> r);
        SoupSelection back = ResourceReader.read(ResourceWriter.yaml(resource), "text", r -> r);

        assertThat(ResourceWriter.json(back)).isEqualTo(ResourceWriter.json(resource));
        assertThat(back.getSpec()
                        .workers
                        .passes
                        .template
                        .at("/spec/containers/0/resources/limits")
                        .has("nvidia.com/gpu"))
                .isTrue();
        assertThat(Selections.passesPerPod(back)).isEqualTo(2);
        assertThat(Selections.of(back).outputUri()).isEqualTo("file:///shared/out");
        assertThat(Selections.of(back).modelsFrom())
                .containsExactly(new Selection.ModelsFrom("sweep", "file:///a/models/", List.of("*.pt"), "ema"));
    }

    @Test
    void whatIsNotSaidHasDefaults() {
        Selection selection = Selections.of(resource("one"));

        assertThat(selection.namespace()).isEqualTo("default");
        assertThat(selection.metric()).isEqualTo(Metric.ACCURACY);
        assertThat(selection.budget()).isEqualTo(8);
        assertThat(selection.strategy())
                .isEqualTo(new Selection.StrategyChoice(Selection.StrategyChoice.Type.Auto, 200, 0, List.of()));
        assertThat(selection.seed()).isZero();
        assertThat(selection.unusableModelPolicy()).isEqualTo(Selection.UnusableModelPolicy.Exclude);
        assertThat(selection.inference()).isEqualTo(new Selection.Inference(0, null, null));
        assertThat(selection.cacheUri()).isEqualTo("file:///a/out/cache");
        assertThat(selection.validation().get(0).weight()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "models/a.pt,                file:///base/dir/models/a.pt",
        "./a.pt,                     file:///base/dir/a.pt",
        "../a.pt,                    file:///base/a.pt",
        "/abs/a.pt,                  file:///abs/a.pt",
        "models/,                    file:///base/dir/models/",
        "a b.pt,                     file:///base/dir/a%20b.pt",
        "modèle ü.pt,                file:///base/dir/mod%C3%A8le%20%C3%BC.pt",
        "100%.pt,                    file:///base/dir/100%25.pt",
        "what?.pt,                   file:///base/dir/what%3F.pt",
        "a#1.pt,                     file:///base/dir/a%231.pt",
        "1:a.pt,                     file:///base/dir/1:a.pt",
        "file:///x/a.pt,             file:///x/a.pt",
        "s3://bucket/a.pt,           s3://bucket/a.pt",
        "C:/models/a.pt,             C:/models/a.pt",
        "models\\a.pt,               models\\a.pt"
    })
    void relativeUrisAreTakenFromTheFolderOfTheFile(String written, String absolute) {
        assertThat(Uris.absolute(written, Location.of("file:///base/dir/"))).isEqualTo(absolute);
    }

    private static MetricSpec metric(MetricSpec.Type type) {
        MetricSpec metric = new MetricSpec();
        metric.type = type;
        if (type == MetricSpec.Type.TopKAccuracy) {
            metric.topKAccuracy = new TopKAccuracySpec();
            metric.topKAccuracy.k = 7;
        }
        return metric;
    }

    private static SoupSelection resource(String model) {
        SoupSelection resource = new SoupSelection();
        resource.getMetadata().setName("letters");
        SoupSelectionSpec spec = new SoupSelectionSpec();
        spec.evaluator = new EvaluatorSpec();
        spec.evaluator.torchScript = new TorchScriptSpec();
        spec.evaluator.torchScript.uri = "file:///a/architecture.pt";
        spec.models = new ArrayList<>();
        for (String name : List.of(model, model.equals("other") ? "another" : "other")) {
            ModelSpec each = new ModelSpec();
            each.name = name;
            each.uri = "file:///a/" + name + ".safetensors";
            spec.models.add(each);
        }
        DatasetSpec dataset = new DatasetSpec();
        dataset.role = DatasetSpec.Role.Validation;
        dataset.name = "val";
        dataset.uri = "file:///a/val.safetensors";
        spec.datasets = new ArrayList<>(List.of(dataset));
        spec.output = new OutputSpec();
        spec.output.uri = "file:///a/out";
        resource.setSpec(spec);
        return resource;
    }
}
