package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;

/**
 * A mixture as the sums take it.
 *
 * @param weights one a member, summing to one; null when they are equal, as these are left out of sums
 */
record WeightedSoup(int[] members, double[] weights) {

    static WeightedSoup of(Mixture mixture) {
        int[] members = mixture.members();
        if (mixture.isUniform()) {
            return new WeightedSoup(members, null);
        }
        double[] weights = new double[members.length];
        for (int k = 0; k < members.length; k++) {
            weights[k] = mixture.weight(k);
        }
        return new WeightedSoup(members, weights);
    }
}
