package dev.radin.protocol;

import java.util.List;
import java.util.Map;

/**
 * soup.json, the manifest of a published soup. It is written last: a folder without it does not count.
 *
 * @param members in the order of their content digests, which is the order of the sum
 * @param architecture digest of its file; null where a program made the passes
 * @param evaluator that program; null otherwise
 * @param files sha256 by file name, of everything beside this manifest
 * @param calibration what BatchNorm's statistics were measured on anew; null where they were not
 * @param datasets the validation scores it was chosen by
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
        Calibration calibration) {

    /** @param digest of the dataset's content */
    public record Calibration(String name, String digest) {}

    /**
     * @param digest of the checkpoint's content
     * @param stateDictKey which of several weights in its file; null for the usual ones
     */
    public record Member(String name, String uri, String digest, String stateDictKey, double weight) {}
}
