package dev.radin.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * soup.json, the manifest of a published soup. It is written last: a folder without it does not count.
 *
 * @param members in the order of their content digests, which is the order of the sum
 * @param architecture digest of its file; null where a program made the passes
 * @param evaluator that program; null otherwise
 * @param files sha256 by file name, of everything beside this manifest
 * @param calibration what BatchNorm's statistics were measured on anew; null where they were not
 * @param datasets the validation scores it was chosen by
 * @param adapter what kind of adapter it is; null for weights
 */
public record Soup(
        List<Member> members,
        String architecture,
        Evaluator evaluator,
        Map<String, String> files,
        String metric,
        double score,
        List<DatasetScore> datasets,
        List<DatasetScore> test,
        Map<String, String> versions,
        Calibration calibration,
        Adapter adapter) {

    /**
     * @param ranks of its modules, ascending
     * @param relativeError ‖mean − adapter‖ / ‖mean‖ over the updates of all modules, Frobenius norms; 0 where nothing was cut
     */
    public record Adapter(List<Integer> ranks, double relativeError) {

        public Adapter {
            Whole.entries(ranks, "a rank");
            if (ranks.isEmpty()) {
                throw new IllegalArgumentException("an adapter has no rank");
            }
        }

        /** The highest. */
        public int rank() {
            return ranks.get(ranks.size() - 1);
        }

        /** As {@code of rank 40, the exact mean of the members' updates}. @param members how many there are */
        public String description(int members) {
            String mean = members == 1 ? "its own update" : "the mean of the members' updates";
            return "of rank "
                    + ranks.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + (relativeError > 0
                            ? String.format(
                                    Locale.ROOT,
                                    ", %.2f %% away from %s (relative Frobenius norm), as it was scored",
                                    100 * relativeError,
                                    mean)
                            : members == 1 ? ", as it is" : ", the exact mean of the members' updates");
        }
    }

    /** @param digest of the dataset's content */
    public record Calibration(String name, String digest) {}

    /**
     * @param digest of the checkpoint's content
     * @param stateDictKey which of several weights in its file; null for the usual ones
     * @param base what it is an adapter of; null for weights
     */
    public record Member(String name, String uri, String digest, String stateDictKey, double weight, Base base) {}

    /** @param digest of the checkpoint's content */
    public record Base(String uri, String digest) {}
}
