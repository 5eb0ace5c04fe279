package dev.radin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the ConfigMaps and Secrets of one namespace hold, as a Pod sees them. */
record NamedData(KubernetesClient client, String namespace) {

    /** A reference that leads nowhere, in a kubelet's words. */
    static final class Missing extends Exception {
        Missing(String message) {
            super(message);
        }
    }

    Map<String, byte[]> configMap(String name, Boolean optional) throws Missing {
        ConfigMap map =
                client.configMaps().inNamespace(namespace).withName(name).get();
        if (map == null) {
            return absent("configmap", name, optional);
        }
        Map<String, byte[]> data = new TreeMap<>();
        orEmpty(map.getData()).forEach((key, value) -> data.put(key, value.getBytes(UTF_8)));
        orEmpty(map.getBinaryData())
                .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        return data;
    }

    Map<String, byte[]> secret(String name, Boolean optional) throws Missing {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return absent("secret", name, optional);
        }
        Map<String, byte[]> data = new TreeMap<>();
        orEmpty(secret.getData())
                .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        return data;
    }

    /** File contents by relative path: all keys, or those that {@code items} names. */
    static Map<String, byte[]> select(Map<String, byte[]> data, List<KeyToPath> items) throws Missing {
        if (items == null || items.isEmpty()) {
            return data;
        }
        Map<String, byte[]> selected = new TreeMap<>();
        for (KeyToPath item : items) {
            if (!data.containsKey(item.getKey())) {
                throw new Missing("references non-existent key: " + item.getKey());
            }
            selected.put(item.getPath(), data.get(item.getKey()));
        }
        return selected;
    }

    private static Map<String, byte[]> absent(String kind, String name, Boolean optional) throws Missing {
        if (Boolean.TRUE.equals(optional)) {
            return Map.of();
        }
        throw new Missing(kind + " \"" + name + "\" not found");
    }

    private static Map<String, String> orEmpty(Map<String, String> data) {
        return data == null ? Map.of() : data;
    }
}
