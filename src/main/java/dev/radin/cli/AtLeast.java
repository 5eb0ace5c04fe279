package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** Options whose numbers have a least value that means something. */
final class AtLeast {

    private AtLeast() {}

    /** @throws RadinException {@code InvalidSpec}, naming the option */
    static int require(int least, String option, int value) {
        if (value < least) {
            throw new RadinException(Reason.InvalidSpec, option + ": is " + value + "; from " + least + " on");
        }
        return value;
    }
}
