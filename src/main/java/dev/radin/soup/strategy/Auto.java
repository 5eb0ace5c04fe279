package dev.radin.soup.strategy;

/**
 * What works best so far. Models are told into basins by the distances between their weights, and soups are proposed inside
 * one basin at a time; in each the mixture is learnt that the averaged logits foretell to be best, and learnt again once
 * evaluations have shown how far soups are from averages. See docs/method.md for what was measured.
 */
record Auto(long seed) implements Strategy {

    /** A budget above it asks for more than the mixtures: what they leave of it goes to {@link Search}. */
    static final int ENOUGH = 10;

    @Override
    public String name() {
        return "Auto/LearntMixtures";
    }

    @Override
    public String advice(int budget) {
        return budget > ENOUGH
                ? ""
                : "; more soups bought nothing on the pools that were measured, and a budget of more than " + ENOUGH
                        + " has the rest of it searched for them";
    }

    @Override
    public Proposals propose(SearchState state, int atMost) {
        return new AutoPlan(state, seed, atMost).proposals();
    }
}
