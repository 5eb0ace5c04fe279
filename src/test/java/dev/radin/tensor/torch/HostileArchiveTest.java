package dev.radin.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile or damaged files must come to: one message, and no more memory than the limits give. */
class HostileArchiveTest {

    private static final Limits SMALL = new Limits(1 << 20, 1 << 20, 50_000, 1000, 4 << 20);
    private static final String STORAGE = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuK\4tQ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cposix\\nsystem\\nX\\4\\0\\0\\0true\\x85R. | it is what `posix.system` makes, and nothing that a pickle names is",
                "cbuiltins\\neval\\nX\\1\\0\\0\\0001\\x85R. | it is what `builtins.eval` makes",
                "ctorch\\nload\\nX\\1\\0\\0\\0f\\x85R. | it is what `torch.load` makes",
                "X\\2\\0\\0\\0osX\\6\\0\\0\\0system\\x93. | holds no state dict",
                "ctorch.jit._pickle\\n__builtins__\\n)R. | it is what `torch.jit._pickle.__builtins__` makes",
                "cbuiltins\\ngetattr\\n)R)R)R. | it is what `builtins.getattr` makes",
                "K\\1)R. | uses an object for what it is not",
                "cos\\nFloatStorage\\nq\\0000(X\\7\\0\\0\\0storageh\\0X\\1\\0\\0\\0000X\\3\\0\\0\\0cpuK\\4tQ. | that is no storage",
                "X\\xff\\xff\\xff\\x7f | its pickle is truncated",
                "\\x8b\\xff\\xff\\xff\\x7f | its pickle is truncated",
                "\\x8e\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff | its pickle is truncated",
                "\\x82\\0 | has the operation 0x82",
                "} | its pickle is truncated",
                "t. | ends a group that it never began",
                "}(0. | uses more objects than it made",
                "h\\7. | recalls an object that it never made",
                "X\\1\\0\\0\\0xQ. | uses an object for what it is not",
                "(X\\1\\0\\0\\0xtQ. | refers to something outside it that is no storage",
                "I1\\n. | has the operation 0x49",
                "N. | holds no state dict",
                "}. | holds no state dict, only an empty dictionary",
            })
    void refusesThePickle(String pickle, String message) {
        refused(archive(bytes(pickle), new byte[16]), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "K\\0  | (K\\2K\\2t | (K\\2K\\1t | 16 | ",
                "K\\1  | (K\\2K\\2t | (K\\2K\\1t | 16 | tensor `w` reaches beyond the end of its storage",
                "K\\0  | (K\\2t | (J\\xff\\xff\\xff\\xfft | 16 | tensor `w` has a negative size, offset or stride",
                "J\\xff\\xff\\xff\\xff | (K\\2t | (K\\1t | 16 | tensor `w` has a negative size, offset or stride",
                "K\\0  | (J\\xff\\xff\\xff\\x7fJ\\xff\\xff\\xff\\x7fJ\\xff\\xff\\xff\\x7ft | (K\\0K\\0K\\0t | 16 | overflows",
                "K\\0  | (J\\xff\\xff\\xff\\x7ft | (K\\0t | 16 | is an expanded view of a far smaller storage",
                "K\\0  | (K\\2t | (K\\1K\\1t | 16 | tensor `w` has a negative size, offset or stride",
                "K\\0  | (K\\2t | (K\\1t | 12 | record `data/0` of tensor `w` has 12 bytes and should have 16",
            })
    void refusesTensorsThatDoNotFitTheirStorage(
            String offset, String shape, String strides, int recordBytes, String message) {
        String tensor = "ctorch._utils\n_rebuild_tensor_v2\n(" + STORAGE;
        String pickle = "}X\1\0\0\0w" + tensor + text(offset) + text(shape) + text(strides) + "\u0089}tRs.";

        byte[] file = archive(pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[recordBytes]);

        if (message == null) {
            assertThat(TorchCheckpoint.open(new MemoryBlob(file), SMALL).tensors())
                    .hasSize(1);
        } else {
            refused(file, message);
        }
    }

    /** What a loader would run or call beside the weights is as dead as the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cposix\\nsystem\\nX\\x0e\\0\\0\\0touch /tmp/pwn\\x85R",
                "cbuiltins\\ngetattr\\ncos\\n__dict__\\nX\\6\\0\\0\\0system\\x86RX\\4\\0\\0\\0true\\x85R",
                "cbuiltins\\nobject\\n)\\x81}X\\14\\0\\0\\0__setstate__cos\\nsystem\\nsbX\\4\\0\\0\\0trueb",
                "csubprocess\\nPopen\\n)}X\\4\\0\\0\\0argsNs\\x92",
                "ctorch.storage\\n_load_from_bytes\\nC\\1x\\x85R",
            })
    void nothingBesideTheWeightsIsRun(String value) {
        String pickle = "}" + word("state_dict") + weights() + "s" + word("other") + text(value) + "s.";

        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(
                new MemoryBlob(archive(pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[8])), SMALL)) {
            assertThat(checkpoint.tensors()).hasSize(1);
            assertThat(checkpoint.notes()).containsExactly("took `state_dict`, left out `other`");
        }
    }

    @Test
    void aTensorIsNotReplacedAfterItWasMade() {
        String tensor = weights().substring(weights().indexOf('c'), weights().length() - 1);

        refused(archive(bytes("}" + word("w") + tensor + ")bs."), new byte[8]), "replaces a tensor after it was made");
    }

    /** As an object that is never made may hold the tensor of which it would make another. */
    @Test
    void tensorsInObjectsAreFoundHoweverOftenTheyAreShared() {
        StringBuilder nested = new StringBuilder("cx\nf\n)Rq\0000");
        for (int level = 0; level < 2000; level++) {
            nested.append("cx\nf\nh\0h\0\u0086Rq\0000");
        }
        String shared = nested + "h\0";

        String inert = "}" + word("w") + weights().substring(weights().indexOf('c')) + word("v") + shared + "s.";
        try (TorchCheckpoint checkpoint =
                TorchCheckpoint.open(new MemoryBlob(archive(bytes(inert), new byte[8])), SMALL)) {
            assertThat(checkpoint.tensors()).hasSize(1);
        }
    }

    /** 15,000 keys for one dictionary of 10,000 entries, which would take minutes to count through for each. */
    @Test
    void aSharedDictionaryIsLookedThroughOnce() {
        StringBuilder pickle = new StringBuilder("}" + word("state_dict") + weights() + "s}q\0(");
        for (int i = 0; i < 10_000; i++) {
            pickle.append("J" + number(i) + "N");
        }
        pickle.append("u0(");
        for (int i = 0; i < 15_000; i++) {
            pickle.append("X\4\0\0\0" + number(0x21212121 + i) + "h\0");
        }

        byte[] file = archive((pickle + "u.").getBytes(StandardCharsets.ISO_8859_1), new byte[8]);
        try (TorchCheckpoint checkpoint =
                TorchCheckpoint.open(new MemoryBlob(file), new Limits(1 << 20, 1 << 20, 100_000, 1000, 4 << 20))) {
            assertThat(checkpoint.tensors()).hasSize(1);
        }
    }

    /** Little-endian. */
    private static String number(int value) {
        return new String(new char[] {
            (char) (value & 255), (char) (value >> 8 & 255), (char) (value >> 16 & 255), (char) (value >>> 24)
        });
    }

    @Test
    void nestedSharingIsNeverExpanded() {
        StringBuilder bomb = new StringBuilder(")q\0000");
        for (int level = 0; level < 2000; level++) {
            bomb.append("h\0h\0\u0086q\0000"); // a pair of the last pair: 2^2000 leaves
        }

        refused(archive(bytes(bomb + "h\0."), new byte[16]), "holds no state dict");
        refused(archive(bytes("}" + bomb + "h\0Ns."), new byte[16]), "holds no state dict, only a key");
    }

    @Test
    void operationsAndBytesOfAPickleAreBounded() {
        refused(archive(bytes("N0".repeat(50_000)), new byte[0]), "more than 50000 operations");
        refused(archive(new byte[(1 << 20) + 1], new byte[0]), "1048579 bytes, more than the 1048576 that are read");
    }

    /** Beside a good state dict there is a dictionary that is its own {@code model}. */
    @Test
    void aDictionaryThatHoldsItselfIsFollowedOnlySoFar() {
        String itself = "}q\0" + word("model") + "h\0s" + word("weights") + weights() + "s";
        String root = "}" + word("state_dict") + weights() + "s" + word("other") + itself + "s.";

        try (TorchCheckpoint checkpoint =
                TorchCheckpoint.open(new MemoryBlob(archive(bytes(root), new byte[8])), SMALL)) {
            assertThat(checkpoint.tensors()).hasSize(1);
            assertThat(checkpoint.notes()).anyMatch(note -> note.startsWith("took `state_dict`"));
        }
    }

    /** A dictionary of one tensor, w, of 8 bytes. */
    private static String weights() {
        return "}" + word("w") + "ctorch._utils\n_rebuild_tensor_v2\n((" + word("storage") + "ctorch\nFloatStorage\n"
                + word("0") + word("cpu") + "K\2tQK\0K\2\u0085K\1\u0085\u0089ccollections\nOrderedDict\n)RtRs";
    }

    /** As BINUNICODE. */
    private static String word(String text) {
        return "X" + (char) text.length() + "\0\0\0" + text;
    }

    @Test
    void modulesThatContainThemselvesAreRefused() {
        Map<String, byte[]> records = new TreeMap<>();
        records.put("data.pkl", pickle(bytes("c__torch__\nM\n)\u0081q\0}X\1\0\0\0mh\0sb.")));
        records.put("code/__torch__.py", bytes("class M(Module):\n  __parameters__ = []\n"));
        records.put("constants.pkl", pickle(bytes(").")));

        refused(archive(records), "nests them without end");
    }

    @Test
    void everyFlippedByteOfAStorageIsNoticedBeforeItIsGivenOut() {
        byte[] file = MemoryBlob.resource("dtypes.pt");
        ZipRecord storage = new ZipArchive(new MemoryBlob(file), SMALL, new FileError(Reason.CorruptModel, "file:///m"))
                .record("data/0");
        for (int at = (int) storage.headerOffset(); at < storage.boundary() - 24; at++) {
            byte[] flipped = MemoryBlob.resource("dtypes.pt");
            flipped[at] ^= 4;
            try (TorchCheckpoint checkpoint = TorchCheckpoint.open(new MemoryBlob(flipped), SMALL)) {
                byte[] read = Fixture.bytesOf(checkpoint, "float64");

                assertThat(read)
                        .isEqualTo(Fixture.read("dtypes.expected.safetensors")
                                .content
                                .get("float64"));
            } catch (RadinException e) {
                assertThat(e).hasMessageContaining("record `data/0`");
            }
        }
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] file = MemoryBlob.resource("scripted.pt");
        for (int length = 0; length < file.length; length += 97) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> TorchScriptArchive.open(new MemoryBlob(cut), SMALL))
                    .isInstanceOf(RadinException.class);
        }
    }

    @Test
    void everyChangedByteEndsInOneMessageOrInNoHarm() {
        byte[] file = MemoryBlob.resource("flat.pt");
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= (byte) (1 << at % 8);
            try {
                TorchScriptArchive.open(new MemoryBlob(changed), SMALL).close();
            } catch (RadinException e) {
                assertThat(e.reason()).isEqualTo(Reason.InvalidInput);
            }
        }
    }

    @Test
    void recordsOutsideTheRootAreRefused() {
        refused(archive(Map.of("../evil", new byte[1])), "has a record named `archive/../evil`");
    }

    @Test
    void duplicateRecordsAreRefused() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ZipWriter writer = new ZipWriter(b -> file.write(b.array(), b.position(), b.remaining()));
        writer.store("archive/data.pkl", 1, out -> out.write(ByteBuffer.wrap(new byte[1])));
        writer.store("archive/data.pkl", 1, out -> out.write(ByteBuffer.wrap(new byte[1])));
        writer.finish();

        refused(file.toByteArray(), "has a second record or root folder at `archive/data.pkl`");
    }

    @Test
    void expansionIsBounded() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int i = 0; i < 10; i++) {
                zip.putNextEntry(new ZipEntry("archive/code/" + i + ".py"));
                zip.write(new byte[1 << 20]);
            }
        }

        refused(file.toByteArray(), "expands to more than 4194304 bytes");
    }

    @Test
    void zip64FieldsAreReadAsTheyAreWritten() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] content = {1, 2, 3, 4, 5, 6, 7, 8};
        ZipWriter writer = new ZipWriter(b -> file.write(b.array(), b.position(), b.remaining()), 5);
        writer.store("archive/small", 3, out -> out.write(ByteBuffer.wrap(content, 0, 3)));
        writer.store("archive/large", 8, out -> out.write(ByteBuffer.wrap(content)));
        writer.finish();

        ZipArchive read = new ZipArchive(
                new MemoryBlob(file.toByteArray()), SMALL, new FileError(Reason.CorruptModel, "file:///m"));

        assertThat(read.content("large", 8)).isEqualTo(content);
        assertThat(read.content("small", 8)).isEqualTo(new byte[] {1, 2, 3});
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> TorchCheckpoint.open(new MemoryBlob(file), SMALL))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CorruptModel))
                .hasMessageContaining(message);
    }

    private static byte[] archive(byte[] pickle, byte[] storage) {
        return archive(new TreeMap<>(Map.of("data.pkl", pickle(pickle), "data/0", storage)));
    }

    private static byte[] archive(Map<String, byte[]> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ZipWriter writer = new ZipWriter(b -> file.write(b.array(), b.position(), b.remaining()));
        records.forEach((name, content) ->
                writer.store("archive/" + name, content.length, out -> out.write(ByteBuffer.wrap(content))));
        writer.finish();
        return file.toByteArray();
    }

    private static byte[] pickle(byte[] operations) {
        byte[] pickle = new byte[operations.length + 2];
        pickle[0] = (byte) 0x80;
        pickle[1] = 2;
        System.arraycopy(operations, 0, pickle, 2, operations.length);
        return pickle;
    }

    private static byte[] bytes(String written) {
        return text(written).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With {@code \n}, {@code \xhh} and octal escapes meant. */
    private static String text(String written) {
        StringBuilder hex = new StringBuilder(written);
        for (int at = hex.indexOf("\\x"); at >= 0; at = hex.indexOf("\\x")) {
            hex.replace(at, at + 4, String.valueOf((char) Integer.parseInt(hex.substring(at + 2, at + 4), 16)));
        }
        return hex.toString().translateEscapes();
    }
}
