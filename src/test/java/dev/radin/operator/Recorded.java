package dev.radin.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.JobTask;
import dev.radin.operator.resource.Ownership;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A selection as some version of the operator left it: the resource with its status, its Jobs, and their pods with the
 * receipts in them. A file of YAML documents, {@code src/test/resources/upgrade/<version>/<name>.yaml}.
 */
public record Recorded(SoupSelection resource, List<Job> jobs, List<Pod> pods) {

    private static final Path FOLDER = Path.of("src/test/resources/upgrade");

    public static Recorded of(SoupSelection resource, List<ObservedJob> observed) {
        List<Pod> pods = new ArrayList<>();
        for (ObservedJob job : observed) {
            job.pods().forEach(pod -> pods.add(pod(job.job(), pod)));
        }
        return new Recorded(resource, observed.stream().map(ObservedJob::job).toList(), pods);
    }

    /** As the Job controller makes it, but for its spec, which the Job has. */
    private static Pod pod(Job job, Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withNamespace(job.getMetadata().getNamespace())
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(job.getApiVersion())
                        .withKind(job.getKind())
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .build();
    }

    /** The versions of which there are records, in order. */
    public static List<String> versions() {
        return list(FOLDER);
    }

    /** The names of a version's records. */
    public static List<String> names(String version) {
        return list(FOLDER.resolve(version)).stream()
                .map(file -> file.replaceFirst("\\.yaml$", ""))
                .toList();
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Recorded read(String version, String name) {
        List<Job> jobs = new ArrayList<>();
        List<Pod> pods = new ArrayList<>();
        SoupSelection resource = null;
        for (String document : text(version, name).split("(?m)^---\n")) {
            switch (Serialization.unmarshal(document, JsonNode.class)
                    .path("kind")
                    .asText()) {
                case "Job" -> jobs.add(Serialization.unmarshal(document, Job.class));
                case "Pod" -> pods.add(Serialization.unmarshal(document, Pod.class));
                default -> resource = Serialization.unmarshal(document, SoupSelection.class);
            }
        }
        return new Recorded(resource, jobs, pods);
    }

    private static String text(String version, String name) {
        try {
            return Files.readString(FOLDER.resolve(version).resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String version, String name) {
        StringBuilder text = new StringBuilder(Serialization.asYaml(resource));
        jobs.forEach(job -> text.append(Serialization.asYaml(job)));
        pods.forEach(pod -> text.append(Serialization.asYaml(pod)));
        try {
            Files.createDirectories(FOLDER.resolve(version));
            Files.writeString(
                    FOLDER.resolve(version).resolve(name + ".yaml"),
                    text.toString().replaceFirst("^---\n", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the operator's caches have them. */
    public List<ObservedJob> observed() {
        return jobs.stream()
                .map(job -> new ObservedJob(
                        job,
                        JobTask.read(job),
                        pods.stream().filter(pod -> Ownership.owns(job, pod)).toList()))
                .toList();
    }
}
