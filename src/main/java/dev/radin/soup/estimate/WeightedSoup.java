package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;

/**
 * A mixture as the kernels take it.
 *
 * @param weights one a member, summing to one; null when they are equal
 * @param dense one a model, zero for those that are no members
 */
record WeightedSoup(int[] members, double[] weights, float[] dense) {

    static WeightedSoup of(Mixture mixture, int models) {
        int[] members = mixture.members();
        double[] weights = new double[members.length];
        float[] dense = new float[models];
        for (int k = 0; k < members.length; k++) {
            weights[k] = mixture.weight(k);
            dense[members[k]] = (float) weights[k];
        }
        return new WeightedSoup(members, mixture.isUniform() ? null : weights, dense);
    }
}
