package dev.radin.tensor.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From a checkpoint's tensor names to the architecture's, where a wrapper has put the same prefix before all of them.
 *
 * @param removed the prefix taken off every name; may be empty
 * @param added the prefix put before every name; may be empty
 */
public record NameMapping(String removed, String added) {

    private static final NameMapping IDENTITY = new NameMapping("", "");

    /**
     * What DataParallel, torch.compile, Lightning and trainers put before every name. Any of them may also be a true part
     * of the architecture's names, so they are only taken off where that makes names fit.
     */
    private static final List<String> WRAPPERS =
            List.of("module.", "_orig_mod.", "model.", "state_dict.", "network.", "net.");

    /**
     * Chooses what to take off or put before all names: that which makes most of the wanted names appear, and of equals
     * that which changes least. Names that already fit as well as any other way are left alone.
     */
    public static NameMapping fit(Set<String> checkpointNames, Set<String> wanted) {
        Stream<NameMapping> candidates = Stream.concat(
                prefixes(checkpointNames).stream().map(prefix -> new NameMapping(prefix, "")),
                prefixes(wanted).stream().map(prefix -> new NameMapping("", prefix)));
        NameMapping best = IDENTITY;
        long mostFound = best.found(checkpointNames, wanted);
        for (NameMapping candidate : candidates.toList()) {
            long found = candidate.found(checkpointNames, wanted);
            if (found > mostFound) {
                best = candidate;
                mostFound = found;
            }
        }
        return best;
    }

    /** Every stack of wrappers that all names begin with, short ones first. */
    private static List<String> prefixes(Set<String> names) {
        List<String> found = new ArrayList<>();
        String prefix = "";
        while (!names.isEmpty()) {
            String soFar = prefix;
            String longer = WRAPPERS.stream()
                    .map(wrapper -> soFar + wrapper)
                    .filter(candidate -> names.stream()
                            .allMatch(name -> name.startsWith(candidate) && name.length() > candidate.length()))
                    .findFirst()
                    .orElse(null);
            if (longer == null) {
                break;
            }
            found.add(longer);
            prefix = longer;
        }
        return found;
    }

    private long found(Set<String> checkpointNames, Set<String> wanted) {
        return checkpointNames.stream()
                .map(this::apply)
                .filter(wanted::contains)
                .count();
    }

    public String apply(String checkpointName) {
        return added + checkpointName.substring(removed.length());
    }

    public boolean isIdentity() {
        return removed.isEmpty() && added.isEmpty();
    }

    /** As a note for people: {@code prefix "module." removed from all names}. */
    public String description() {
        return removed.isEmpty()
                ? "prefix \"" + added + "\" put before all names"
                : "prefix \"" + removed + "\" removed from all names";
    }
}
