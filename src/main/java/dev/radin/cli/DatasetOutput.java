package dev.radin.cli;

import dev.radin.dataset.convert.Conversion;
import dev.radin.dataset.convert.DatasetPublication;
import dev.radin.dataset.convert.DatasetSummary;
import dev.radin.dataset.convert.MemoryBound;
import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.checkpoint.CheckpointNames;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a dataset is written, whatever it is made from. */
final class DatasetOutput {

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The dataset to write.")
    private String to;

    @Mixin
    private MemoryOption memory;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /**
     * @param opened given how much memory it may take
     * @return the exit code
     */
    int write(Function<MemoryBound, Conversion> opened) {
        Location target =
                Arguments.safetensors(to, CheckpointNames::isOfAnotherFormat, "a dataset is a safetensors file");
        MemoryBound bound = new MemoryBound(memory.bytes());
        return ShutdownGuard.guard(ShutdownGuard.NOTHING_WRITTEN, interruption -> {
            try (Conversion conversion = opened.apply(bound)) {
                DatasetPublication.publish(conversion, Stores.local(), target);
                command.commandLine().getOut().println(target);
                PrintWriter err = command.commandLine().getErr();
                DatasetSummary.of(conversion).forEach(err::println);
                conversion.notes().forEach(note -> err.println("note: " + note));
            }
            return 0;
        });
    }
}
