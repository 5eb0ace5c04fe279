package dev.radin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays a Pod's volumes out as folders.
 *
 * @param folder the Pod's own
 * @param claims what stands for persistent volumes, kept between Pods: {@code <namespace>/<claim>}
 */
record PodVolumes(Pod pod, NamedData data, Path folder, Path claims) {

    /** The volume's folder, filled. */
    Path lay(Volume volume) throws IOException, NamedData.Missing {
        if (volume.getPersistentVolumeClaim() != null) {
            return claim(volume.getPersistentVolumeClaim().getClaimName());
        }
        if (volume.getHostPath() != null) {
            return Path.of(volume.getHostPath().getPath());
        }
        Path place = Files.createDirectories(folder.resolve("volumes").resolve(volume.getName()));
        for (Map.Entry<String, byte[]> file : files(volume).entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return place;
    }

    private Map<String, byte[]> files(Volume volume) throws NamedData.Missing {
        if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            return NamedData.select(data.configMap(source.getName(), source.getOptional()), source.getItems());
        }
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            return NamedData.select(data.secret(source.getSecretName(), source.getOptional()), source.getItems());
        }
        if (volume.getDownwardAPI() != null) {
            return fields(volume.getDownwardAPI().getItems());
        }
        Map<String, byte[]> files = new TreeMap<>();
        if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                files.putAll(projected(source));
            }
        } else if (volume.getEmptyDir() == null) {
            throw new NamedData.Missing("a fake node does not know this kind of volume: " + volume.getName());
        }
        return files;
    }

    private Map<String, byte[]> projected(VolumeProjection source) throws NamedData.Missing {
        if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            return NamedData.select(data.configMap(map.getName(), map.getOptional()), map.getItems());
        }
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            return NamedData.select(data.secret(secret.getName(), secret.getOptional()), secret.getItems());
        }
        if (source.getDownwardAPI() != null) {
            return fields(source.getDownwardAPI().getItems());
        }
        // A process on this machine has no use for a token of its own: tests hand it a kubeconfig.
        return Map.of();
    }

    private Map<String, byte[]> fields(List<DownwardAPIVolumeFile> items) {
        Map<String, byte[]> files = new TreeMap<>();
        for (DownwardAPIVolumeFile item : items) {
            files.put(
                    item.getPath(),
                    PodField.value(pod, item.getFieldRef().getFieldPath()).getBytes(UTF_8));
        }
        return files;
    }

    private Path claim(String name) throws IOException, NamedData.Missing {
        String namespace = data.namespace();
        if (data.client()
                        .persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                == null) {
            throw new NamedData.Missing("persistentvolumeclaim \"" + name + "\" not found");
        }
        return Files.createDirectories(claims.resolve(namespace).resolve(name));
    }
}
