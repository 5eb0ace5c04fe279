package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.Estimator;
import java.util.List;
import java.util.stream.IntStream;

/** What a soup is estimated at without one of its members, the others keeping their proportions: what each of them adds. */
public final class LeaveOneOut {

    private LeaveOneOut() {}

    /** @return [soups][members], utilities in the order of the members; NaN where there are no logits */
    public static double[][] estimates(Estimator estimator, List<Mixture> soups) {
        List<Mixture> without = soups.stream()
                .flatMap(soup -> IntStream.range(0, soup.size()).mapToObj(k -> without(soup, k)))
                .toList();
        double[] estimates = estimator.estimate(without);
        double[][] bySoup = new double[soups.size()][];
        int first = 0;
        for (int s = 0; s < bySoup.length; s++) {
            int size = soups.get(s).size();
            bySoup[s] = IntStream.range(first, first + size)
                    .mapToDouble(k -> estimates[k])
                    .toArray();
            first += size;
        }
        return bySoup;
    }

    /** The others, in their proportions. @param member its place among two or more */
    public static Mixture without(Mixture soup, int member) {
        int[] others = IntStream.range(0, soup.size()).filter(k -> k != member).toArray();
        return Mixture.of(
                IntStream.of(others).map(soup::member).toArray(),
                IntStream.of(others).mapToDouble(soup::weight).toArray());
    }
}
