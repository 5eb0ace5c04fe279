package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.radin.cli.RadinProcess.Launch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bounds of section "Limits" of docs/files.md, each against a file that asks for more memory than the process has: were
 * the bound not there, it would end out of memory, with exit code 4. Large files are sparse.
 */
class BoundsTest {

    private static final Launch SMALL = Launch.plain("-Xmx48m", "-XX:MaxDirectMemorySize=48m");
    /** Enough for what the bounds allow, and for nothing that they refuse. */
    private static final Launch MEDIUM = Launch.plain("-Xmx160m", "-XX:MaxDirectMemorySize=48m");

    @TempDir
    Path folder;

    private interface Content {
        void write(RandomAccessFile file) throws IOException;
    }

    static Stream<Arguments> greedy() {
        return Stream.of(
                row("its header of 10000000000 bytes is larger than the limit of 100000000", file -> {
                    file.write(length(10_000_000_000L));
                    file.write('{');
                    file.setLength(20_000_000_000L);
                }),
                row("header is not valid", file -> {
                    file.write(length(99_000_000));
                    fill(file, "{\"__metadata__\":{\"a\":\"", "x".repeat(1000), 99_000);
                    file.setLength(100_000_000);
                }),
                row("there are more than 100000 entries", file -> {
                    int tensors = 900_000;
                    file.write(length(tensors * 70L));
                    file.write('{');
                    for (int i = 0; i < tensors; i++) {
                        String name = "\"t" + (100_000_000 + i) + "\"";
                        file.write(text(pad((i == 0 ? "" : ",") + name
                                + ":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}")));
                    }
                }),
                row(
                        "record `data.pkl` has 3000000000 bytes, more than the 67108864 that are read",
                        file -> zip(file, 3_000_000_000L, "")),
                row("more than 1000000 operations", file -> zip(file, 20_000_000, "]")),
                row("has 1500000 zip entries, more than the 100000 that are read", file -> {
                    byte[] entry = entry("archive/x", 0, 0);
                    file.writeInt(0x504b0304);
                    for (int block = 0; block < 1500; block++) {
                        byte[] thousand = new byte[1000 * entry.length];
                        for (int i = 0; i < 1000; i++) {
                            System.arraycopy(entry, 0, thousand, i * entry.length, entry.length);
                        }
                        file.write(thousand);
                    }
                    end64(file, 1_500_000, 1_500_000L * entry.length, 4);
                }),
                row("its zip archive expands to more than 536870912 bytes", file -> file.write(TorchZips.bomb())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("greedy")
    void aFileThatAsksForMoreThanThereIsIsRefusedByName(String message, Content content) throws IOException {
        Path checkpoint = folder.resolve("greedy");
        try (RandomAccessFile file = new RandomAccessFile(checkpoint.toFile(), "rw")) {
            content.write(file);
        }

        Cli.Result result = MEDIUM.run("inspect", checkpoint);

        assertThat(result.err())
                .startsWith("radin: CorruptModel: file://" + checkpoint + ": ")
                .contains(message);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void averagingNeedsNoMoreMemoryForModelsThatAreLargerThanIt() throws IOException {
        long elements = 30_000_000; // 120 MB
        for (String name : new String[] {"a", "b"}) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
                byte[] header = text("{\"w\":{\"dtype\":\"F32\",\"shape\":[" + elements + "],\"data_offsets\":[0,"
                        + 4 * elements + "]}}");
                file.write(length(header.length));
                file.write(header);
                file.setLength(8 + header.length + 4 * elements);
            }
        }
        Path average = folder.resolve("average");

        Cli.Result result =
                SMALL.run("average", "--memory", "16", "--to", average, folder.resolve("a"), folder.resolve("b"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.size(average)).isGreaterThan(4 * elements);
    }

    /** Of random logits nearly every class can win: without a bound the tables would be several times the heap. */
    @Test
    void rankingKeepsToTheMemoryOrSaysHowMuchItNeeds() throws IOException {
        Path logits = Files.createDirectories(folder.resolve("logits"));
        int models = 10;
        int examples = 40_000;
        int classes = 10;
        Random random = new Random(5);
        for (int i = 0; i < models; i++) {
            ByteBuffer values = ByteBuffer.allocate(4 * examples * classes).order(ByteOrder.LITTLE_ENDIAN);
            while (values.hasRemaining()) {
                values.putFloat(random.nextFloat());
            }
            tensor(logits.resolve("m" + i + ".safetensors"), "logits", "F32", "[40000,10]", values);
        }
        ByteBuffer labels = ByteBuffer.allocate(8 * examples).order(ByteOrder.LITTLE_ENDIAN);
        while (labels.hasRemaining()) {
            labels.putLong(random.nextInt(classes));
        }
        Path truth = folder.resolve("labels.safetensors");
        tensor(truth, "labels", "I64", "[40000]", labels);

        Launch process = Launch.plain("-Xmx60m", "-XX:MaxDirectMemorySize=48m");
        Cli.Result enough = process.run("rank", "--memory", "40", "--logits", logits, "--labels", truth);
        Cli.Result tooLittle = process.run("rank", "--memory", "16", "--logits", logits, "--labels", truth);

        assertThat(enough.exitCode()).as(enough.err()).isZero();
        assertThat(tooLittle.err())
                .containsPattern(
                        "radin: MachineUnfit: file://.*/logits/: ranking needs \\d+ MiB for the logits that"
                                + " decide between soups, and of --memory 16 it has 12 MiB for them; give --memory \\d+ or more");
        assertThat(tooLittle.exitCode()).isEqualTo(5);
    }

    private static void tensor(Path file, String name, String dtype, String shape, ByteBuffer values)
            throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] header = text("{\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape
                    + ",\"data_offsets\":[0," + values.capacity() + "]}}");
            out.write(length(header.length));
            out.write(header);
            out.write(values.array());
        }
    }

    @Test
    void labelsThatFillMoreThanTheBufferAreRefused() throws IOException {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).examples(100_000_000);

        Cli.Result result = SMALL.run("run", "-f", pool.file(), "--memory", "32");

        assertThat(result.err())
                .contains("radin: InvalidInput: " + pool.uri("val.safetensors")
                        + ": labels of 800000000 bytes are more than");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void whatTheBoundsAllowAndTheMemoryDoesNotHoldSaysHowToGiveMore() throws IOException {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).examples(20_000_000);

        Cli.Result result = SMALL.run("run", "-f", pool.file());

        assertThat(result.err())
                .containsPattern(
                        "radin: WorkerFailed: out of memory in \\w+ with a heap of 4\\d MiB; give it more, locally"
                                + " with RADIN_JAVA_OPTS=-Xmx8g")
                .doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void aBoundCanBeRaisedForAFileThatIsTrusted() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        Files.copy(Path.of("examples/quickstart/models/diverged.safetensors"), checkpoint);

        Cli.Result lowered = Cli.radin("inspect", "--limit", "header=100", checkpoint);
        Cli.Result raised = Cli.radin("inspect", "--limit", "header=200000000", "--limit", "entries=20", checkpoint);

        assertThat(lowered.exitCode()).isEqualTo(3);
        assertThat(lowered.err()).contains("is larger than the limit of 100");
        assertThat(raised.exitCode()).isZero();
    }

    private static Arguments row(String message, Content content) {
        return arguments(message, content);
    }

    /** An archive of one stored record, data.pkl: sparse, or full of one operation. */
    private static void zip(RandomAccessFile file, long pickleBytes, String operation) throws IOException {
        String name = "archive/data.pkl";
        ByteBuffer local = ByteBuffer.allocate(30 + name.length()).order(ByteOrder.LITTLE_ENDIAN);
        local.putInt(0x04034b50).putShort(26, (short) name.length()).putInt(18, (int) pickleBytes);
        local.putInt(22, (int) pickleBytes).position(30).put(text(name));
        CRC32 crc = new CRC32();
        if (!operation.isEmpty()) {
            byte[] content = text(operation.repeat((int) pickleBytes));
            crc.update(content);
            local.putInt(14, (int) crc.getValue());
            file.write(local.array());
            file.write(content);
        } else {
            file.write(local.array());
            file.setLength(local.capacity() + pickleBytes);
            file.seek(file.length());
        }
        long directory = file.getFilePointer();
        byte[] entry = entry(name, pickleBytes, (int) crc.getValue());
        file.write(entry);
        end64(file, 1, entry.length, directory);
    }

    private static byte[] entry(String name, long sizeBytes, int crc) {
        return ByteBuffer.allocate(46 + name.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x02014b50)
                .putInt(16, crc)
                .putInt(20, (int) sizeBytes)
                .putInt(24, (int) sizeBytes)
                .putShort(28, (short) name.length())
                .position(46)
                .put(text(name))
                .array();
    }

    private static void end64(RandomAccessFile file, long entries, long directoryBytes, long directory)
            throws IOException {
        long at = file.getFilePointer();
        ByteBuffer end = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06064b50).putLong(44).position(24);
        end.putLong(entries).putLong(entries).putLong(directoryBytes).putLong(directory);
        end.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
        end.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        file.write(end.array());
    }

    private static void fill(RandomAccessFile file, String start, String piece, int times) throws IOException {
        file.write(text(start));
        byte[] hundred = text(piece.repeat(100));
        for (int i = 0; i < times / 100; i++) {
            file.write(hundred);
        }
    }

    private static String pad(String entry) {
        return entry + " ".repeat(70 - entry.length());
    }

    private static byte[] length(long bytes) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
