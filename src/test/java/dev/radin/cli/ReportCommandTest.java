package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import dev.radin.protocol.Json;
import dev.radin.protocol.Report;
import dev.radin.report.page.ReportPage;
import dev.radin.report.page.SampleReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {

    @TempDir
    private Path folder;

    @Test
    void makesThePageOfAFileItsFolderThePageBesideItAndAnOutput() throws IOException {
        Path stage = Files.createDirectories(folder.resolve("out/selections/default.letters/publish-0123456789abcdef"));
        Path report = Files.write(stage.resolve("report.json"), Json.write(SampleReports.small()));
        byte[] page = ReportPage.of(SampleReports.small());

        for (Object place : List.of(
                report,
                stage,
                stage.resolve("report.html"),
                folder.resolve("out"),
                "file://" + report.toUri().getPath())) {
            Path to = folder.resolve("page.html");
            Result result = Cli.radin("report", place, "--to", to);

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).isEqualTo(to + System.lineSeparator());
            assertThat(to).hasBinaryContent(page);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(folder.resolve("out"), folder.resolve("page.html"));
        }
    }

    @Test
    void takesTheNewestReportOfAnOutput() throws IOException {
        report("a", SampleReports.single(), 1_000);
        report("b", SampleReports.hostile(), 3_000);
        report("c", SampleReports.small(), 2_000);

        Cli.radin("report", folder.resolve("out"), "--to", folder.resolve("page.html"));

        assertThat(folder.resolve("page.html")).hasBinaryContent(ReportPage.of(SampleReports.hostile()));
    }

    private void report(String selection, Report report, long second) throws IOException {
        Path stage =
                Files.createDirectories(folder.resolve("out/selections/" + selection + "/publish-0123456789abcdef"));
        Path file = Files.write(stage.resolve("report.json"), Json.write(report));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"schema\": \"report/2\"}",
                "{\"schema\": \"report/1\"}",
                "{\"schema\": \"report/1\", \"name\": \"a\", \"metric\": \"Guess\", \"strategy\": \"Auto\", \"models\": []}",
                "{\"schema\": \"ranking/1\", \"strategy\": \"Auto\"}",
                "\u0000\u0001 no text"
            })
    void whatIsNoReportIsRefusedInASentence(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), content, StandardCharsets.UTF_8);

        Result result = Cli.radin("report", file, "--to", folder.resolve("page.html"));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines())
                .hasSize(1)
                .allMatch(line -> line.contains("InvalidInput: file://") && line.contains("report.json: "));
        assertThat(folder.resolve("page.html")).doesNotExist();
    }

    @Test
    void aPlaceWithoutAReportIsNamed() {
        Result result = Cli.radin("report", folder);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("InputNotFound: file://")
                .contains("holds no report.json; name that file, the folder it is in, or a selection's output");
    }

    @Test
    void onlyAPageIsReplaced() throws IOException {
        Path file = Files.write(folder.resolve("report.json"), Json.write(SampleReports.small()));
        Path resource = Files.writeString(folder.resolve("soup.yaml"), "kind: SoupSelection");
        Path page = Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html>old");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Result ofResource = Cli.radin("report", file, "--to", resource);
        Result ofFolder = Cli.radin("report", file, "--to", empty);
        Result ofPage = Cli.radin("report", file, "--to", page);

        assertThat(ofResource.exitCode()).isEqualTo(5);
        assertThat(ofResource.err())
                .isEqualTo("radin: OutputNotWritable: " + resource
                        + ": there is a file of this name that is no web page; name another file with --to\n");
        assertThat(resource).hasContent("kind: SoupSelection");
        assertThat(ofFolder.exitCode()).isEqualTo(5);
        assertThat(ofFolder.err())
                .isEqualTo("radin: OutputNotWritable: " + empty + ": is a folder; name a file in it, as in --to "
                        + empty.resolve("report.html") + "\n");
        assertThat(empty).isEmptyDirectory();
        assertThat(ofPage.exitCode()).isZero();
        assertThat(page).hasBinaryContent(ReportPage.of(SampleReports.small()));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("report.json"), Json.write(SampleReports.small()));

        Result result = Cli.radin("report", file, "--to", folder.resolve("missing/page.html"));

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("OutputNotWritable: ").contains("name another file with --to");
    }
}
