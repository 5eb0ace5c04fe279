package dev.radin.dataset.convert;

import java.nio.file.Path;
import java.util.List;

/** What lies among pictures and is none: counted, so that nobody misses examples unknowingly. */
final class StrayFiles {

    private int count;
    private Path first;

    void add(Path file) {
        if (count++ == 0) {
            first = file;
        }
    }

    /** @return one sentence, or nothing when there were none */
    List<String> note() {
        return switch (count) {
            case 0 -> List.of();
            case 1 -> List.of("passed over " + LocalFile.uri(first) + ", which is no picture");
            default -> List.of(
                    "passed over " + count + " files that are no pictures, the first is " + LocalFile.uri(first));
        };
    }
}
