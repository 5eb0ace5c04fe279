package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.cli.Cli;
import dev.radin.cli.SmallPool;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A folder of real files as a resource of a cluster, and the same resource for {@code radin run}. */
record Pool(SmallPool files, SoupSelection resource) {

    /** With absolute URIs, as {@code radin run --dry-run -o yaml} prints it for a cluster; its workers ask for no GPU. */
    static Pool of(SmallPool files, String namespace, String name) {
        files.awaitSettled();
        String yaml =
                Cli.radin("run", "-f", files.file(), "--dry-run", "-o", "yaml").out();
        SoupSelection resource = Serialization.unmarshal(yaml, SoupSelection.class);
        resource.getMetadata().setNamespace(namespace);
        resource.getMetadata().setName(name);
        if (resource.getSpec().workers == null) {
            resource.getSpec().workers = new WorkersSpec();
        }
        resource.getSpec().workers.device = WorkersSpec.Device.CPU;
        return new Pool(files, resource);
    }

    /** The resource as a file. */
    Path file() {
        files.put("resource.yaml", ResourceWriter.yaml(resource).getBytes(StandardCharsets.UTF_8));
        return files.folder.resolve("resource.yaml");
    }

    /** Runs it here; what it wrote is gone afterwards, so that whoever comes next finds nothing done. */
    Cli.Result run() {
        Cli.Result result = Cli.radin("run", "-f", file(), "-o", "yaml");
        files.removeOutput();
        return result;
    }
}
