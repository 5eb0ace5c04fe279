package dev.radin.cli;

import dev.radin.cache.StoredJson;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Report;
import dev.radin.report.page.ReportPage;
import dev.radin.store.FileFaults;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the page of a result, report.html, from its report.json: one file that loads nothing from elsewhere.",
            "",
            "A run leaves such a page beside report.json. This makes it again, from the report of any version.",
            "",
            "  radin report --open out",
            "  radin report s3://bucket/out/report.json --to soup.html",
            "",
            "Options:"
        })
final class ReportCommand implements Callable<Integer> {

    /** How a page begins. */
    private static final String DOCTYPE = "<!doctype html>";

    @Option(
            names = "--to",
            defaultValue = "report.html",
            paramLabel = "FILE",
            description =
                    "Where on this machine the page goes, in place of a page that is there (default: ${DEFAULT-VALUE}).")
    private Path to;

    @Option(names = "--open", description = "Open it, by the program that $BROWSER names or that is usual here.")
    private boolean open;

    @Mixin
    private ScratchOption scratch;

    @Parameters(
            paramLabel = "URI|FOLDER",
            description = "A report.json, its folder, or the output of a selection, whose newest report is taken.")
    private String place;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Store store = Stores.local(scratch.folder());
        Location report = new ReportPlace(store, Arguments.uri(place)).find();
        byte[] page = ReportPage.of(new StoredJson(store).read(report, Report.class));
        write(page);
        spec.commandLine().getOut().println(to);
        spec.commandLine().getOut().flush();
        if (open) {
            open();
        }
        return 0;
    }

    /** Whole, or not at all. */
    private void write(byte[] page) {
        try {
            failOnOtherThanPage();
            // Not one of createTempFile, which nobody else may read.
            Path whole = to.resolveSibling(".radin-" + UUID.randomUUID() + ".html");
            try {
                Files.write(whole, page);
                Files.move(whole, to, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new RadinException(
                    FileFaults.writing(to.toString(), e).reason(),
                    to + ": cannot be written: " + FileFaults.describe(e) + "; name another file with --to",
                    e);
        }
    }

    /** A page made before is replaced; anything else is there by a slip of the one who names it. */
    private void failOnOtherThanPage() throws IOException {
        if (Files.isDirectory(to)) {
            throw unwritable("is a folder; name a file in it, as in --to " + to.resolve("report.html"));
        }
        if (Files.isRegularFile(to) && !isPage(to)) {
            throw unwritable("there is a file of this name that is no web page; name another file with --to");
        }
    }

    private static boolean isPage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(DOCTYPE.length()), StandardCharsets.ISO_8859_1).equalsIgnoreCase(DOCTYPE);
        }
    }

    private RadinException unwritable(String what) {
        return new RadinException(Reason.OutputNotWritable, to + ": " + what);
    }

    private void open() {
        String usual = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        String browser = Objects.requireNonNullElse(System.getenv("BROWSER"), usual);
        try {
            new ProcessBuilder(browser, to.toAbsolutePath().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new RadinException(
                    Reason.MachineUnfit,
                    "--open: there is no program " + browser + " here; open " + to + " yourself, or name a browser in"
                            + " $BROWSER",
                    e);
        }
    }
}
