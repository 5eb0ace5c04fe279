package dev.radin.worker;

import dev.radin.fault.RadinException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Gathers everything that is not there, so that a user mends it in one go. */
final class Missing {

    private final List<RadinException> faults = new ArrayList<>();

    /** @return null where the look ended in a fault, which is kept */
    <T> T collect(Supplier<T> look) {
        try {
            return look.get();
        } catch (RadinException e) {
            faults.add(e);
            return null;
        }
    }

    /** @throws RadinException with the first fault's reason and a line for each, unless there is none */
    void fail() {
        if (!faults.isEmpty()) {
            throw new RadinException(
                    faults.get(0).reason(),
                    faults.stream().map(RadinException::getMessage).collect(Collectors.joining("\n")));
        }
    }
}
