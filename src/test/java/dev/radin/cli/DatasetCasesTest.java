package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data as people have them: taken for what they are, or refused with the name of the file. */
class DatasetCasesTest {

    private static final int PICTURE = 3 * 20 * 20;

    @TempDir
    private Path temporary;

    /** The network gets the stored samples, as from torchvision's ImageFolder; expected.json is Pillow's. */
    @Test
    void aColourProfileChangesNoSample() {
        CaseFiles files = CaseFiles.of("jpeg-colour-profile", temporary);

        Result result = images(files, 20);

        assertThat(result.exitCode()).as(result.err()).isZero();
        ByteBuffer pictures = files.tensor("pictures.safetensors", "inputs");
        JsonNode expected = CaseFiles.json(files.file("expected.json"));
        for (Map.Entry<String, JsonNode> picture : expected.properties()) {
            double difference = 0;
            for (JsonNode sample : picture.getValue()) {
                difference += Math.abs(Byte.toUnsignedInt(pictures.get()) - sample.asInt());
            }
            assertThat(difference / PICTURE).as(picture.getKey()).isLessThan(3);
        }
    }

    /** The second half is missing, as after a copy that was interrupted. */
    @Test
    void aJpegThatIsCutShortIsRefused() {
        CaseFiles files = CaseFiles.of("jpeg-cut-short", temporary);

        Result result = images(files, 20);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("a/0.jpg").hasLineCount(1);
        assertThat(files.file("pictures.safetensors")).doesNotExist();
    }

    /** The network tells four classes; there are folders for three, and two of them would get another's number. */
    @Test
    void aClassWithoutExamplesIsNoticed() throws IOException {
        CaseFiles files = CaseFiles.of("validation-folder-lacks-a-class", temporary);
        Files.delete(files.file("val.safetensors"));

        Result converted = Cli.radin(
                "dataset",
                "images",
                "--to",
                files.file("val.safetensors"),
                "--size",
                8,
                "--resize",
                8,
                files.file("photos"));
        Result result = files.run();

        assertThat(converted.exitCode()).as(converted.err()).isZero();
        assertThat((result.out() + result.err()).replaceAll("\\s+", " "))
                .containsPattern("(?i)3 .{0,60}class.{0,80}4|4 .{0,60}class.{0,80}3|class names");
    }

    /** The fault of the dataset, and not of four models that would all seem to have diverged. */
    @Test
    void nanAmongTheInputsIsTheDatasetsFault() {
        Result result = CaseFiles.of("nan-in-the-dataset", temporary).run();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("radin: InvalidInput: ")
                .contains("val.safetensors")
                .doesNotContainIgnoringCase("diverged")
                .hasLineCount(1);
    }

    @Test
    void nanIsFoundWhenConverting() {
        CaseFiles files = CaseFiles.of("nan-in-the-dataset", temporary);

        Result result = Cli.radin("dataset", "npz", "--to", files.file("made.safetensors"), files.file("table.npz"));

        assertThat(result.err()).containsIgnoringCase("nan");
    }

    /** Labels of the shape [examples, 1]; arrays that are big-endian or in Fortran's order. Each means one thing only. */
    @ParameterizedTest
    @ValueSource(strings = {"column", "big_endian", "fortran"})
    void arraysOfEveryLayoutAreRead(String name) {
        CaseFiles files = CaseFiles.of("npz-column-labels", temporary);

        Result result = Cli.radin("dataset", "npz", "--to", files.file("made.safetensors"), files.file(name + ".npz"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        ByteBuffer labels = files.tensor("made.safetensors", "labels");
        for (JsonNode label : CaseFiles.json(files.file("labels.json"))) {
            assertThat(labels.getLong()).isEqualTo(label.asLong());
        }
        assertThat(labels.hasRemaining()).isFalse();
    }

    @Test
    void aTabCanBeWrittenWithABackslash() throws IOException {
        Path table = Files.writeString(temporary.resolve("table.tsv"), "x\ty\n1\t0\n2\t1\n");

        Result result = Cli.radin(
                "dataset", "csv", "--to", temporary.resolve("table.safetensors"), "--delimiter", "\\t", table);

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private static Result images(CaseFiles files, int size) {
        return Cli.radin(
                "dataset",
                "images",
                "--to",
                files.file("pictures.safetensors"),
                "--size",
                size,
                "--resize",
                size,
                files.file("photos"));
    }
}
