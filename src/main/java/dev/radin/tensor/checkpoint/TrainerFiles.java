package dev.radin.tensor.checkpoint;

import java.util.regex.Pattern;

/** What trainers keep beside the weights: optimizers, schedules, random states. */
final class TrainerFiles {

    private static final Pattern NAMES =
            Pattern.compile("(optimizer|scheduler|scaler|rng_state[^.]*|training_args)\\.(pt|pth|bin)");

    private TrainerFiles() {}

    static boolean include(String fileName) {
        return NAMES.matcher(fileName).matches();
    }
}
