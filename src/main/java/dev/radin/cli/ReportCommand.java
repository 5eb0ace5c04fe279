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

    @Option(
            names = "--to",
            defaultValue = "report.html",
            paramLabel = "FILE",
            description = "Where on this machine the page goes, in place of what is there (default: ${DEFAULT-VALUE}).")
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
                    Reason.OutputNotWritable,
                    to + ": cannot be written: " + FileFaults.describe(e) + "; name another file with --to",
                    e);
        }
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
