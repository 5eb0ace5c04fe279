package dev.radin.soup.strategy;

/**
 * What {@link Auto} does where a program gives scores and no logits, so that nothing can be estimated or learnt: inside one
 * basin at a time, a few soups of the models that score best by themselves, and from the best of these one step at a time.
 */
record AutoByScores() implements Strategy {

    @Override
    public String name() {
        return "Auto/TrueScores";
    }

    @Override
    public Proposals propose(SearchState state, int atMost) {
        return new ScoredPlan(state, atMost).proposals();
    }
}
