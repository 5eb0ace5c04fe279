package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

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

    /**
     * What is wrong with many for one reason, such as credentials that are missing, is said of the first of them. Where a
     * server fails, that is all there is to say: which of its objects are there nobody knows.
     *
     * @throws RadinException with the first fault's reason and a line for each, unless there is none
     */
    void fail() {
        if (!faults.isEmpty()) {
            throw new RadinException(faults.get(0).reason(), String.join("\n", lines()));
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        Set<String> failures = new HashSet<>();
        String before = "";
        for (RadinException fault : faults) {
            String line = fault.getMessage();
            int words = line.indexOf(": ") + 1;
            if (fault.reason() == Reason.StorageFailed && !failures.add(line.substring(words))) {
                continue;
            }
            boolean same = words > 0 && line.substring(words).equals(before);
            lines.add(same ? line.substring(0, words) + " likewise" : line);
            before = line.substring(words);
        }
        return lines;
    }
}
