package dev.radin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.api.convert.Conversion;
import dev.radin.api.convert.Note;
import dev.radin.api.v1alpha1.ResourceReader;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Prints SoupSelections of the shape before the first release in the present one.",
            "",
            "Other documents, and resources that are in the present shape, are printed as they are. What deserves a look"
                    + " is said on stderr. It ends with exit code 2 when a resource that it prints is wrong.",
            "",
            "  radin convert -f soup.yaml > new.yaml",
            "  kubectl get soup -A -o yaml | radin convert -f - > all.yaml",
            "",
            "Options:"
        })
final class ConvertCommand implements Callable<Integer> {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "Any documents, as YAML or JSON; - reads stdin.")
    private String file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String where = file.equals("-") ? "stdin" : file;
        Conversion conversion = Conversion.of(ResourceFile.text(file), where);
        spec.commandLine().getOut().print(conversion.text());
        spec.commandLine().getOut().flush();
        boolean several = conversion.selections().size() > 1;
        for (Note note : conversion.notes()) {
            String resource = several && !note.resource().isEmpty() ? note.resource() + ": " : "";
            spec.commandLine().getErr().println(where + ": " + Printable.of(resource) + note.said());
        }
        int exitCode = 0;
        for (JsonNode selection : conversion.selections()) {
            String name = selection.at("/metadata/name").asText();
            String which = several && !name.isEmpty() ? where + ": " + Printable.of(name) : where;
            try {
                ResourceReader.check(selection, which, resource -> ResourceFile.absolute(resource, file));
            } catch (RadinException e) {
                exitCode = Failures.report(spec.commandLine(), e.reason(), e.getMessage());
            }
        }
        return exitCode;
    }
}
