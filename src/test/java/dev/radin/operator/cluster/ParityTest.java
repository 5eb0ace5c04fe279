package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.OutputSpec;
import dev.radin.api.v1alpha1.RelativeUris;
import dev.radin.api.v1alpha1.ResourceReader;
import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.location.Location;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.protocol.Report;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same resource through {@code radin run} and through the operator, whose pods are processes of the same program. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class ParityTest {

    private static final String[] RADIN = RadinImage.entrypoint();

    @TempDir
    private Path folder;

    @Test
    void theOperatorGivesTheSameSoupToTheBit() throws Exception {
        SoupSelection local = Serialization.unmarshal(run(quickstart("local")), SoupSelection.class);

        SoupSelection remote;
        try (Sandbox sandbox = Sandbox.open(
                        node -> node.withImage("radin", RADIN).withFolder(folder.resolve("node")))
                .withOperator()) {
            SoupSelection resource = quickstart("remote");
            resource.getMetadata().setNamespace(sandbox.namespace());
            sandbox.client().resource(resource).create();
            remote = sandbox.await("quickstart", "SoupSelected");
        }

        assertThat(Serialization.asYaml(remote.getStatus().result.members))
                .isEqualTo(Serialization.asYaml(local.getStatus().result.members));
        assertThat(remote.getStatus().result.digest).isEqualTo(local.getStatus().result.digest);
        assertThat(remote.getStatus().result.gain).isEqualTo(local.getStatus().result.gain);
        assertThat(remote.getStatus().cost.passes).isEqualTo(local.getStatus().cost.passes);
        assertThat(files(remote.getStatus().result.uri)).isEqualTo(files(local.getStatus().result.uri));
        Report expected = report(local);
        Report report = report(remote);
        assertThat(report.models()).isEqualTo(expected.models());
        assertThat(report.evaluations()).isEqualTo(expected.evaluations());
        assertThat(report.candidates()).isEqualTo(expected.candidates());
        assertThat(report.test()).isEqualTo(expected.test());
        assertThat(report.cost()).isEqualTo(expected.cost());
    }

    private SoupSelection quickstart(String output) throws IOException {
        Path file = Path.of("examples/quickstart/soup.yaml").toAbsolutePath();
        return ResourceReader.read(Files.readString(file), file.toString(), resource -> {
            resource.getSpec().budget = BudgetSpec.of(3);
            resource.getSpec().workers.passesPerPod = 8;
            resource.getSpec().output = new OutputSpec();
            resource.getSpec().output.uri = "file://" + folder.resolve(output);
            return RelativeUris.absolute(resource, Location.of(file.getParent()));
        });
    }

    private String run(SoupSelection resource) throws Exception {
        Path file = Files.writeString(folder.resolve("soup.yaml"), ResourceWriter.yaml(resource));
        Path out = folder.resolve("out.json");
        List<String> command = Stream.concat(Stream.of(RADIN), Stream.of("run", "-f", file.toString(), "-o", "json"))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        return Files.readString(out);
    }

    private static Map<String, String> files(String uri) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String name : List.of("model.safetensors", "soup.pt")) {
            byte[] content = Files.readAllBytes(Path.of(URI.create(uri)).resolve(name));
            digests.put(name, Hash.sha256(content));
        }
        return digests;
    }

    private static Report report(SoupSelection resource) throws IOException {
        URI uri = URI.create(resource.getStatus().report.uri);
        return Json.read(Files.readAllBytes(Path.of(uri)), Report.class, uri.toString());
    }
}
