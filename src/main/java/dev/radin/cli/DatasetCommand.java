package dev.radin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a dataset for validation or test: a safetensors file with inputs and labels.",
            "",
            "  radin dataset images --to val.safetensors photos/     one sub-folder a class",
            "  radin dataset csv --to val.safetensors --label y table.csv",
            "  radin dataset npz --to val.safetensors arrays.npz",
            ""
        },
        synopsisSubcommandLabel = "KIND",
        subcommands = {DatasetImagesCommand.class, DatasetCsvCommand.class, DatasetNpzCommand.class})
final class DatasetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
