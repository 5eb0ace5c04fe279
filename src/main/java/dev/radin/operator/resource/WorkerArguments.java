package dev.radin.operator.resource;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The command line of a pod: {@code radin worker --stage …}. */
final class WorkerArguments {

    static final String SELECTION_FOLDER = "/etc/radin";
    static final String SCRATCH_FOLDER = "/tmp";
    static final String CLAIMS_FOLDER = "/var/radin/claims";
    static final String RECEIPT_FILE = "/dev/termination-log";

    private WorkerArguments() {}

    /**
     * @param device what makes the passes of this selection, whether or not this very stage does
     * @param threads empty for as many as there are processors
     */
    static List<String> of(StageTask task, String selectionDigest, String device, OptionalInt threads) {
        List<String> arguments = new ArrayList<>(List.of("worker"));
        add(arguments, "--stage", task.stage());
        add(arguments, "--selection", SELECTION_FOLDER + "/" + SelectionConfigMap.FILE);
        add(arguments, "--selection-digest", selectionDigest);
        if (task.inspection() != null) {
            add(arguments, "--inspection", task.inspection());
        }
        if (task.ranking() != null) {
            add(arguments, "--ranking", task.ranking());
        }
        if (task.round() > 0) {
            add(arguments, "--round", task.round());
        }
        if (task.stage().makesPasses()) {
            add(arguments, "--items-per-share", task.itemsPerShare());
        }
        if (task.stage() == Stage.publish) {
            Cost cost = task.cost();
            add(arguments, "--cost-so-far", cost.passes() + "," + cost.reused() + "," + cost.gpuSeconds());
        }
        add(arguments, "--device", device);
        threads.ifPresent(count -> add(arguments, "--threads", count));
        add(arguments, "--claims", CLAIMS_FOLDER);
        add(arguments, "--scratch", SCRATCH_FOLDER);
        add(arguments, "--receipt", RECEIPT_FILE);
        return arguments;
    }

    private static void add(List<String> arguments, String option, Object value) {
        arguments.add(option);
        arguments.add(value.toString());
    }
}
