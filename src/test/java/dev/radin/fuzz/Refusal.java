package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Set;

/**
 * What a reader may do with bytes of any content: read them, or refuse them in a sentence for people. Whatever else is
 * thrown reaches the fuzzer, which reports it.
 */
public final class Refusal {

    private static final int MOST_CHARACTERS = 10_000;

    /** Reasons that say that the file itself is at fault. */
    private static final Set<Reason> DAMAGE =
            Set.of(Reason.CorruptModel, Reason.InvalidInput, Reason.InvalidSpec, Reason.IncompatibleModels);

    private Refusal() {}

    public static void allow(Runnable reader) {
        try {
            reader.run();
        } catch (RadinException e) {
            check(e);
        }
    }

    private static void check(RadinException refusal) {
        assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(MOST_CHARACTERS);
        assertThat(refusal.getMessage().chars().filter(c -> Character.isISOControl(c) && c != '\n'))
                .as("what a terminal would obey in: %s", refusal.getMessage())
                .isEmpty();
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                assertThat(DAMAGE)
                        .as("a lack of memory reported as damage", refusal)
                        .doesNotContain(refusal.reason());
            }
        }
    }
}
