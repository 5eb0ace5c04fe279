package dev.radin.store.oci;

import static dev.radin.store.WholeObjects.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.OciPath;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.HeapBlob;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.ReadAhead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts whose layers are archives, laid out as KitOps, ModelPack, ORAS and builders of images do. */
class OciArchiveTest {

    private static final String FILEPATH = "org.cncf.model.filepath";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String KIT = "application/vnd.kitops.modelkit.";
    private static final String IMAGE = "application/vnd.oci.image.layer.v1.tar";
    private static final byte[] LARGE = random(3 << 20);

    @TempDir
    Path scratch;

    @AutoClose
    private final FakeRegistry registry = new FakeRegistry();

    private OciStore store() {
        return Registry.store(scratch);
    }

    private Location at(String place) {
        return registry.at(place);
    }

    private Map<String, Object> layer(String mediaType, byte[] content) {
        return registry.layer(mediaType, content, Map.of());
    }

    @Test
    void archivesOfAModelKitAreReadInPlace() throws IOException {
        String longName = "runs/" + "seed-".repeat(40) + "ä.safetensors";
        byte[] model = new Tar()
                .folder("model")
                .file("model/vit.safetensors", LARGE)
                .file("model/config.json", "{}")
                .file(longName, "long")
                .bytes();
        registry.push(
                "open/kit",
                "v1",
                List.of(
                        registry.layer(KIT + "model.v1.tar", model, Map.of(FILEPATH, "model")),
                        registry.layer(
                                KIT + "dataset.v1.tar",
                                new Tar()
                                        .folder("data")
                                        .file("data/val.safetensors", "val")
                                        .bytes(),
                                Map.of(FILEPATH, "data/val.safetensors"))));
        OciStore store = store();

        assertThat(store.folders(at("open/kit:v1"))).containsExactly("data", "model", "runs");
        assertThat(store.list(at("open/kit:v1"))).isEmpty();
        assertThat(store.list(at("open/kit:v1/model"))).containsExactly("config.json", "vit.safetensors");
        assertThat(store.stat(at("open/kit:v1/model"))).isEmpty();
        Location vit = at("open/kit:v1/model/vit.safetensors");
        assertThat(store.stat(vit).orElseThrow()).satisfies(stat -> {
            assertThat(stat.sizeBytes()).isEqualTo(LARGE.length);
            assertThat(stat.version()).startsWith(Digests.of(model));
            assertThat(stat.digest()).as("the archive's is not the file's").isEmpty();
        });
        long before = bytesAskedFor();
        assertThat(before).as("of headers").isLessThan(LARGE.length / 2);
        try (Blob blob = store.open(vit)) {
            assertThat(blob.digest()).isEmpty();
            ByteBuffer part = ByteBuffer.allocate(1000);
            blob.read(2_000_000, part);
            assertThat(part.array()).isEqualTo(Arrays.copyOfRange(LARGE, 2_000_000, 2_001_000));
            assertThat(bytesAskedFor() - before).as("of the part").isLessThan(LARGE.length / 2);
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
            assertThatThrownBy(() -> blob.read(LARGE.length, ByteBuffer.allocate(1)))
                    .hasMessage(vit + ": has 3145728 bytes and is read beyond them; it was cut short, or is not whole");
        }
        assertThat(read(store, at("open/kit:v1").resolve(longName))).isEqualTo("long");
        assertThat(read(store, at("open/kit:v1/data/val.safetensors"))).isEqualTo("val");
        assertThat(scratch).isEmptyDirectory();
    }

    /** Of the layers, by ranges. */
    private long bytesAskedFor() {
        return registry.requests().stream()
                .filter(request -> request.contains("bytes="))
                .map(request -> request.replaceAll(".*bytes=", "").split("-"))
                .mapToLong(range -> Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1)
                .sum();
    }

    @Test
    void compressedArchivesAreUnpackedOnceForAllWhoReadThem() throws IOException {
        byte[] packed = new Tar().file("model.safetensors", LARGE).gzip();
        Map<String, Object> layer = layer("application/vnd.cncf.model.weight.v1.tar+gzip", packed);
        registry.push("open/pack", "v1", List.of(layer));
        registry.push("open/pack", "v2", List.of(layer));
        OciStore store = store();

        for (String tag : List.of("v1", "v2", "v1")) {
            try (Blob blob = store.open(at("open/pack:" + tag + "/model.safetensors"))) {
                assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
            }
        }

        assertThat(bytesAskedFor()).isEqualTo(packed.length);
        assertThat(scratch).as("nothing that a killed process would leave").isEmptyDirectory();
    }

    /** As BuildKit, Podman and nerdctl make them when they are asked to. */
    @Test
    void layersByZstdAreReadAsThoseByGzip() throws IOException {
        byte[] packed = new Tar().file("models/a.pt", LARGE).zstd();
        registry.push(
                "open/zstd",
                "v1",
                List.of(
                        layer(
                                IMAGE + "+gzip",
                                new Tar().file("models/b.pt", "b").gzip()),
                        layer(IMAGE + "+zstd", packed),
                        layer(
                                "application/vnd.docker.image.rootfs.diff.tar.zstd",
                                new Tar().file("models/.wh.b.pt", "").zstd())));
        OciStore store = store();

        assertThat(store.scratchBytes()).isZero();
        assertThat(store.list(at("open/zstd:v1/models"))).containsExactly("a.pt");
        try (Blob blob = store.open(at("open/zstd:v1/models/a.pt"))) {
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
        }
        assertThat(store.scratchBytes())
                .as("of archives, in records of 512 bytes")
                .isBetween((long) LARGE.length, LARGE.length + 3L * 10_240);
        assertThat(scratch).isEmptyDirectory();
    }

    /** As those who want parts of a compressed layer write it (eStargz). */
    @Test
    void anArchiveMayBeCompressedInSeveralMembers() throws IOException {
        byte[] tar = new Tar().file("a", LARGE).file("b", "b").bytes();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(Tar.gzip(Arrays.copyOf(tar, 1_000_000)));
        members.writeBytes(Tar.gzip(Arrays.copyOfRange(tar, 1_000_000, tar.length)));
        registry.push("open/star", "v1", List.of(layer(IMAGE + "+gzip", members.toByteArray())));

        assertThat(read(store(), at("open/star:v1/b"))).isEqualTo("b");
    }

    @Test
    void layersOfAnImageHideWhatIsBelowAndTakeItAway() throws IOException {
        byte[] base = new Tar()
                .folder("models")
                .file("models/vit.safetensors", "old")
                .file("models/gone.safetensors", "gone")
                .file("models/gone.safetensors.index.json", "stays")
                .file("models/runs/a.pt", "a")
                .file("models/old/deep/a.pt", "a")
                .file("models/file", "file")
                .folder("bin")
                .file("bin/busybox", "busybox")
                .hardLink("bin/ls", "bin/busybox")
                .symbolicLink("models/latest.safetensors", "vit.safetensors")
                .pipe("run/pipe")
                .gzip();
        byte[] upper = new Tar()
                .file("./models/vit.safetensors", "new")
                .file("models/.wh.gone.safetensors", "")
                .file("models/old/.wh.deep", "")
                .file("models/runs/.wh..wh..opq", "")
                .file("/models/runs/b.pt", "b")
                .folder("models/file")
                .file("models/file/c.pt", "c")
                .bytes();
        registry.push(
                "open/car",
                "v1",
                List.of(layer("application/vnd.docker.image.rootfs.diff.tar.gzip", base), layer(IMAGE, upper)));
        OciStore store = store();

        assertThat(store.list(at("open/car:v1/models")))
                .containsExactly("gone.safetensors.index.json", "vit.safetensors");
        assertThat(store.folders(at("open/car:v1/models"))).containsExactly("file", "runs");
        assertThat(store.list(at("open/car:v1/models/runs"))).containsExactly("b.pt");
        assertThat(store.list(at("open/car:v1/models/file"))).containsExactly("c.pt");
        assertThat(store.list(at("open/car:v1/bin"))).containsExactly("busybox");
        assertThat(store.folders(at("open/car:v1"))).containsExactly("bin", "models");
        assertThat(read(store, at("open/car:v1/models/vit.safetensors"))).isEqualTo("new");
        for (String link : List.of("bin/ls", "models/latest.safetensors")) {
            refused(
                    at("open/car:v1/" + link),
                    Reason.InvalidInput,
                    "is a link, and links in archives are not followed; name the file it leads to");
        }
    }

    /** It calls files by the types of image layers where nobody says another, and marks the folders that it packs. */
    @Test
    void whatOrasPushesIsWhatItWas() throws IOException {
        registry.push(
                "open/oras",
                "v1",
                List.of(
                        registry.layer(IMAGE, LARGE, Map.of(TITLE, "vit.safetensors")),
                        registry.layer(
                                IMAGE + "+gzip",
                                new Tar()
                                        .folder("runs")
                                        .file("runs/.wh.a", "kept")
                                        .gzip(),
                                Map.of(TITLE, "runs", "io.deis.oras.content.unpack", "true")),
                        registry.layer(
                                IMAGE + "+gzip", new Tar().file("python/a", "a").gzip(), Map.of(TITLE, "python")),
                        registry.layer(IMAGE + "+gzip", Tar.gzip(LARGE), Map.of(TITLE, "packed.tar.gz"))));
        OciStore store = store();

        assertThat(store.list(at("open/oras:v1"))).containsExactly("packed.tar.gz", "vit.safetensors");
        assertThat(read(store, at("open/oras:v1/python/a"))).isEqualTo("a");
        assertThat(read(store, at("open/oras:v1/runs/.wh.a"))).isEqualTo("kept");
        assertThat(store.stat(at("open/oras:v1/vit.safetensors")).orElseThrow().version())
                .isEqualTo(Digests.of(LARGE));
    }

    @Test
    void whatIsWrongWithAnArchiveIsSaid() throws IOException {
        byte[] tar = new Tar().file("a", LARGE).bytes();
        byte[] packed = Tar.gzip(tar);
        layerRefused(
                "application/vnd.cncf.model.weight.v1.tar+zstd",
                tar,
                Reason.InvalidInput,
                " cannot be unpacked: it is not made by zstd; push it again");
        layerRefused(
                IMAGE + "+zstd",
                new Tar().file("zeros", new byte[100 << 20]).zstd(),
                Reason.InvalidInput,
                " unpacks to more than 100 times its size, as no weights do; push it without compression");
        layerRefused(
                IMAGE,
                new Tar().file("models/../../a", "a").bytes(),
                Reason.InvalidInput,
                " cannot be read as a tar archive: it names models/../../a, which is outside of it; push it again");
        layerRefused(
                IMAGE,
                Arrays.copyOf(tar, tar.length / 2),
                Reason.InvalidInput,
                " cannot be read as a tar archive: Truncated TAR archive; push it again");
        layerRefused(
                IMAGE + "+gzip",
                tar,
                Reason.InvalidInput,
                " cannot be unpacked: Input is not in the .gz format; push it again");
        layerRefused(
                IMAGE + "+gzip",
                Tar.gzip(new byte[100 << 20]),
                Reason.InvalidInput,
                " unpacks to more than 100 times its size, as no weights do; push it without compression");
        registry.push("open/damaged", "v1", List.of(layer(IMAGE + "+gzip", packed)));
        registry.damage(packed);
        refused(
                at("open/damaged:v1/a"),
                Reason.InputChanged,
                "its layer " + Digests.of(packed).substring(0, 19) + " is not what its digest says; push it again");
        assertThat(scratch).isEmptyDirectory();
    }

    private void layerRefused(String mediaType, byte[] content, Reason reason, String says) throws IOException {
        registry.push("open/wrong", "v1", List.of(layer(mediaType, content)));
        refused(
                at("open/wrong:v1/a"),
                reason,
                "its layer " + Digests.of(content).substring(0, 19) + says);
    }

    private void refused(Location uri, Reason reason, String says) {
        OciStore store = store();
        assertThatThrownBy(() -> store.stat(uri))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(uri + ": " + says);
    }

    @Test
    void scratchThatIsTooSmallIsSaid() throws IOException {
        byte[] packed = new Tar().file("a", LARGE).gzip();
        Layer layer = new Layer(Digests.of(packed), packed.length, Packing.TAR_GZIP, "", true);
        Unpacking unpacking = new Unpacking(scratch, () -> 2 << 20);

        assertThatThrownBy(() -> unpacking.unpack(layer, new HeapBlob("oci://r/i:v1/a", packed)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessage("oci://r/i:v1/a: its " + layer.shown()
                        + " is compressed, and unpacks to more than the 2 MiB that "
                        + scratch + " has free; free some space there, choose another folder with --scratch, or push it"
                        + " without compression, which is read in place");
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    /** Before any of them is fetched. */
    @Test
    void scratchThatHasNoRoomForWhatIsPackedIsSaidAtOnce() throws IOException {
        byte[] packed = new Tar().file("a", LARGE).gzip();
        registry.push("open/pack", "v1", List.of(layer(IMAGE + "+gzip", packed), layer(IMAGE, packed)));
        Http http = Http.of(Map.of(), new NoTime());
        ArtifactReader reader =
                new ArtifactReader(http, new ReadAhead(64 << 20), new Unpacking(scratch, () -> 2 << 20));
        Location uri = at("open/pack:v1/a");
        Repository repository = new Repository(http, new RegistryLogins(Map.of()), OciPath.of(uri));
        List<Layer> layers = repository.layers(uri.toString(), "v1");

        assertThatThrownBy(() -> reader.read(uri.toString(), repository, layers))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessage(uri + ": its layers are compressed, and unpack to more than the 2 MiB that " + scratch
                        + " has free; free some space there, choose another folder with --scratch, or push it without"
                        + " compression, which is read in place");
        assertThat(bytesAskedFor()).isZero();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(6).nextBytes(bytes);
        return bytes;
    }
}
