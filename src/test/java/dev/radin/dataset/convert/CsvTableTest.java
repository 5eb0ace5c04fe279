package dev.radin.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    @TempDir
    Path folder;

    @Test
    void namesBecomeIndicesInSortedOrder() throws IOException {
        Path file = file("id,x1,species,x2\n7,1.5,wolf,-2\n8,1e-3,ant,.5\n9,3,wolf,4.\n");

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, floats("species", "id"), Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)).containsExactly(1.5f, -2, 1e-3f, 0.5f, 3, 4);
            assertThat(Converted.labels(dataset)).containsExactly(1, 0, 1);
            assertThat(dataset.metadata()).containsEntry("classes", "[\"ant\",\"wolf\"]");
            assertThat(dataset.inputs().get(0).exampleShape()).containsExactly(2L);
        }
    }

    @Test
    void wholeNumbersAreIndicesAsTheyAre() throws IOException {
        Path file = file("\uFEFFx,label\r\n1,10\r\n\r\n2,2\r\n");

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, floats("label"), Converted.MEMORY))) {
            assertThat(Converted.labels(dataset)).containsExactly(10, 2);
            assertThat(Converted.floats(dataset)).containsExactly(1, 2);
            assertThat(dataset.metadata()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 6", "-1, 0, 1", "c, 0, 1", "1, 1, 0"})
    void labelColumnIsNamedOrCountedFromEitherEnd(String label, int first, int second) throws IOException {
        Path file = file("a,b,c\n5,1,0\n6,0,1\n");

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, floats(label), Converted.MEMORY))) {
            assertThat(Converted.labels(dataset)).containsExactly(first, second);
        }
    }

    @Test
    void givenClassesKeepTheirOrder() throws IOException {
        Path file = file("x,y\n1,b\n2,a\n");
        CsvTable.Options options =
                new CsvTable.Options("y", List.of(), ',', true, DType.F32, Optional.empty(), List.of("c", "b", "a"));

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, options, Converted.MEMORY))) {
            assertThat(Converted.labels(dataset)).containsExactly(1, 2);
        }
    }

    @Test
    void aClassThatIsNamedTwiceIsRefused() {
        List<String> classes = List.of("cat", "dog", "cat");

        assertThatThrownBy(() -> new CsvTable.Options("y", List.of(), ',', true, DType.F32, Optional.empty(), classes))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec))
                .hasMessage("--classes: names \"cat\" twice; name each class once");
    }

    @Test
    void wholeNumberColumnsStayWhole() throws IOException {
        Path file = file("t1;t2;y\n9007199254740993;-4;0\n1;2;1\n");
        CsvTable.Options options =
                new CsvTable.Options("y", List.of(), ';', true, DType.I64, Optional.empty(), List.of());

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, options, Converted.MEMORY))) {
            ByteBuffer values = Converted.inputs(dataset);

            assertThat(values.getLong(0)).isEqualTo(9007199254740993L);
            assertThat(values.getLong(8)).isEqualTo(-4);
        }
    }

    @Test
    void pixelColumnsAreBytesThatTheNetworkSeesScaled() throws IOException {
        Path file = file("y,p1,p2\n0,0,255\n1,51,102\n");
        CsvTable.Options options = new CsvTable.Options(
                "y",
                List.of(),
                ',',
                true,
                DType.U8,
                Optional.of(new PixelScaling(1 / 255.0, List.of(0.5f), List.of(0.5f))),
                List.of());

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, options, Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)).containsExactly(new float[] {-1, 1, -0.6f, -0.2f}, within(1e-6f));
        }
    }

    @Test
    void tableLargerThanAChunkIsWhole() throws IOException {
        StringBuilder text = new StringBuilder("x,z,y\n");
        for (int row = 0; row < 20_000; row++) {
            text.append(row)
                    .append(',')
                    .append(-row)
                    .append(',')
                    .append(row % 3)
                    .append('\n');
        }

        try (Dataset dataset = Converted.dataset(CsvTable.open(file(text.toString()), floats("y"), Converted.MEMORY))) {
            float[] values = Converted.floats(dataset);
            for (int row = 0; row < 20_000; row++) {
                assertThat(values[2 * row]).isEqualTo(row);
                assertThat(values[2 * row + 1]).isEqualTo(-row);
                assertThat(dataset.labels().label(row)).isEqualTo(row % 3);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,y;1,0;abc,1             | letters.csv: line 3: column \"x\": \"abc\" is no number.",
                "x,y;1,0;abc,1;            | letters.csv: line 3: column \"x\": \"abc\" is no number.",
                "x,y;1,0;;;NaN,1           | letters.csv: line 5: column \"x\": \"NaN\" is no number.",
                "x,y;,0                    | line 2: column \"x\": \"\" is no number.",
                "x,y;1e39,0                | line 2: column \"x\": \"1e39\" is too large for F32.",
                "x,y;0x10,0                | \"0x10\" is no number.",
                "x,y;1,0;1,                | line 3: column \"y\": the label is empty.",
                "x,y;1,0,3                 | line 2: has 3 values but the first line has 2.",
                "x,y;1                     | line 2: has 1 values but the first line has 2.",
                "x,y;1,-1;2,0              | labels such as \"-1\" and \"0\".",
                "x,y;1,0.5;2,1             | labels such as \"0.5\" and \"1\".",
                "x,y;1,9999999999          | has the label 9999999999, which is no class index.",
                "x,y;1,2;\"a\"b,3          | is not valid CSV: Invalid character between encapsulated token and delimiter at line: ",
                "x,y;1,2;3,\"4;5,6;        | line 3: a quote is opened that is never closed.",
                "x,y                       | has a header line but no rows.",
                "x,z;1,2                   | has no column \"y\" for the labels; its columns are x, z.",
                "y;1                       | has no columns beside the label.",
                "y,x,y;1,2,3               | has several columns \"y\"; give the label's position instead.",
                "``                        | is empty. It needs a header line and rows.",
            })
    void faultIsNamedByItsLine(String lines, String message) throws IOException {
        Path file = file(lines.replace(';', '\n'));

        assertThatThrownBy(() -> CsvTable.open(file, floats("y"), Converted.MEMORY))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                .hasMessageStartingWith("file:///")
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a;b;y\\n1;2;0  # , # has one column, \"a;b;y\". Add --delimiter ';' if that stands between columns.",
                "a\\tb\\ty       # , # Add --delimiter '\\t' if that stands between columns.",
                "a,b,y          # ; # Add --delimiter ',' if that stands between columns.",
                "y\\n0          # , # has no columns beside the label."
            })
    void anotherDelimiterIsSuggested(String text, char delimiter, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace("\\t", "\t"));

        for (String label : List.of("-1", "y")) {
            for (boolean header : List.of(true, false)) {
                CsvTable.Options options = new CsvTable.Options(
                        header ? label : "0", List.of(), delimiter, header, DType.F32, Optional.empty(), List.of());
                assertThatThrownBy(() -> CsvTable.open(file, options, Converted.MEMORY))
                        .hasMessageEndingWith(message);
            }
        }
    }

    @Test
    void bytesOutOfRangeAreNamed() throws IOException {
        Path file = file("x,y\n256,0\n");
        CsvTable.Options options =
                new CsvTable.Options("y", List.of(), ',', true, DType.U8, Optional.empty(), List.of());

        assertThatThrownBy(() -> CsvTable.open(file, options, Converted.MEMORY))
                .hasMessageContaining("line 2: column \"x\": \"256\" is not between 0 and 255.");
    }

    @Test
    void quoteThatIsNeverClosedDoesNotPullTheFileIntoMemory() throws IOException {
        Path file = folder.resolve("letters.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("x,y\n1,0\n\"");
            String line = "1,0\n".repeat(1 << 14);
            for (int i = 0; i < 400; i++) {
                writer.write(line);
            }
        }

        assertThatThrownBy(() -> CsvTable.open(file, floats("y"), Converted.MEMORY))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("a row has more than 16777216 characters");
    }

    @Test
    void otherEncodingIsNamed() throws IOException {
        Path file = folder.resolve("letters.csv");
        Files.write(file, "x,y\n1,M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CsvTable.open(file, floats("y"), Converted.MEMORY))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("is not in UTF-8");
    }

    @Test
    void aPackedTableIsNoTextInAnotherEncoding() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write("x,y\n1,2\n".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] zip = "PK\u0003\u0004\u0014\u0000\u0000\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        Path gzipped = Files.write(folder.resolve("letters.csv.gz"), gzip.toByteArray());
        Path sheet = Files.write(folder.resolve("letters.xlsx"), zip);

        assertThatThrownBy(() -> CsvTable.open(gzipped, floats("y"), Converted.MEMORY))
                .hasMessageEndingWith("letters.csv.gz: is compressed by gzip. Unpack it.");
        assertThatThrownBy(() -> CsvTable.open(sheet, floats("y"), Converted.MEMORY))
                .hasMessageEndingWith(
                        "letters.xlsx: is a zip archive, as spreadsheets are. Unpack it, or save the table as CSV.");
    }

    @Test
    void missingFileIsNotFound() {
        assertThatThrownBy(() -> CsvTable.open(folder.resolve("nowhere.csv"), floats("y"), Converted.MEMORY))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("letters.csv"), text);
    }

    @Test
    void aTableWithoutAHeaderLosesNoRow() throws IOException {
        Path file = file("\uFEFF5.1,3.5,0\n4.9,3,1\n");
        CsvTable.Options options =
                new CsvTable.Options("2", List.of("0"), ',', false, DType.F32, Optional.empty(), List.of());
        CsvTable.Options last =
                new CsvTable.Options("-1", List.of(), ',', false, DType.F32, Optional.empty(), List.of());

        try (Dataset named = Converted.dataset(CsvTable.open(file, options, Converted.MEMORY));
                Dataset usual = Converted.dataset(CsvTable.open(file, last, Converted.MEMORY))) {
            assertThat(Converted.floats(named)).containsExactly(3.5f, 3);
            assertThat(Converted.floats(usual)).containsExactly(5.1f, 3.5f, 4.9f, 3);
            assertThat(Converted.labels(usual)).containsExactly(0, 1);
        }
        assertThat(notes(file, last)).isEmpty();
        assertThatThrownBy(() -> CsvTable.open(file("1,x\n2,y,z\n"), last, Converted.MEMORY))
                .hasMessageContaining("line 2: has 3 values but the first line has 2.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.1,3.5,setosa;4.9,3,virginica | true",
                "7,0,0,0;1,0,0,0                | true",
                "0.5,1.5,y;1,2,0                | true",
                "0,1,2,3;5,6,7,0                | false",
                "1,2,y;5,6,0                    | false",
                "x,2,y;5,6,0                    | false",
            })
    void aHeaderThatLooksLikeARowIsTold(String lines, boolean told) throws IOException {
        List<String> notes = notes(file(lines.replace(';', '\n')), floats("-1"));

        assertThat(notes).hasSize(told ? 1 : 0).allMatch(note -> note.contains("add --no-header if it is a row"));
    }

    /** As DataFrame.to_csv writes it, and what comes of reading and writing that again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "Unnamed: 0", "Unnamed: 0.1"})
    void theIndexOfPandasIsNoInput(String name) throws IOException {
        Path file = file(name + ",x,y\n0,0.5,1\n7,0.25,0\n");

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, floats("y"), Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)).containsExactly(0.5f, 0.25f);
        }
        assertThat(notes(file, floats("y"))).singleElement().asString().startsWith("left out the column \"");
    }

    @Test
    void anIndexThatWasWrittenTwiceIsNoInputEither() throws IOException {
        Path file = file("Unnamed: 0.1,Unnamed: 0,x,y\n0,0,0.5,1\n");

        try (Dataset dataset = Converted.dataset(CsvTable.open(file, floats("y"), Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)).containsExactly(0.5f);
        }
        assertThat(notes(file, floats("y", "Unnamed: 0", "Unnamed: 0.1"))).isEmpty();
    }

    private static List<String> notes(Path file, CsvTable.Options options) {
        return CsvTable.open(file, options, Converted.MEMORY).notes();
    }

    private static CsvTable.Options floats(String label, String... leaveOut) {
        return new CsvTable.Options(label, List.of(leaveOut), ',', true, DType.F32, Optional.empty(), List.of());
    }
}
