package dev.radin.cli;

import dev.radin.api.convert.Conversion;
import dev.radin.api.convert.Note;
import dev.radin.fault.Printable;
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
                    + " is said on stderr. It ends with exit code 2 when a resource is wrong, before as after.",
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
        return 0;
    }
}
