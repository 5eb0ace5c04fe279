package dev.radin.store.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Store;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.ReadAhead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One that tests push to, whatever it is made of. */
interface Registry {

    /** Of a user who may read everything, as {@code user:password}. */
    String LOGIN = "radin:hush";

    /** As {@code 127.0.0.1:5000}. */
    String name();

    default Location at(String place) {
        return Location.of("oci://" + name() + "/" + place);
    }

    /** @param folder for scratch and for {@code config.json} with logins */
    static OciStore store(Path folder) {
        return store(folder, Map.of());
    }

    /** @param environment whose authorities are trusted */
    static OciStore store(Path folder, Map<String, String> environment) {
        return new OciStore(
                Map.of("DOCKER_CONFIG", folder.toString()),
                Http.of(environment, new NoTime()),
                new ReadAhead(64 << 20),
                folder);
    }

    static void refused(Store store, Location uri, Reason reason, String says) {
        assertThatThrownBy(() -> store.open(uri))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(uri + ": " + says);
    }

    /** More than is read at once. */
    static byte[] large() {
        byte[] bytes = new byte[3 << 20];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    /** A layer that is there from now on, or from when it is pushed, as a manifest has it. */
    Map<String, Object> layer(String mediaType, byte[] content, Map<String, String> annotations);

    /** @return the manifest's digest */
    String put(String repository, String tag, Map<String, Object> manifest) throws IOException;

    /** Pushes files as layers of their own, with a tag. */
    default String push(String repository, String tag, String mediaType, Map<String, byte[]> files) throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        new TreeMap<>(files)
                .forEach((name, content) ->
                        entries.add(layer(mediaType, content, Map.of("org.opencontainers.image.title", name))));
        return push(repository, tag, entries);
    }

    /** As {@link #push(String, String, String, Map)}, of layers of any kind. */
    default String push(String repository, String tag, List<Map<String, Object>> layers) throws IOException {
        return put(
                repository,
                tag,
                Map.of(
                        "schemaVersion",
                        2,
                        "mediaType",
                        "application/vnd.oci.image.manifest.v1+json",
                        "config",
                        layer("application/vnd.oci.empty.v1+json", "{}".getBytes(StandardCharsets.UTF_8), Map.of()),
                        "layers",
                        layers));
    }
}
