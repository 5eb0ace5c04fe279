package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.soup.strategy.Candidate;
import dev.radin.weights.ModelPool;
import java.util.List;

/** What it takes to evaluate the soups that come next. */
record NextPasses(Workspace workspace, Inspection inspection, ModelPool pool, List<Candidate> soups) {

    /** Of soups, those that measure BatchNorm's statistics included. */
    int passes() {
        long measured = inspection.calibration() == null
                ? 0
                : soups.stream().filter(soup -> !soup.mixture().isSingle()).count();
        return (int) (soups.size() * inspection.validation().size() + measured);
    }

    /** How many soups need no pass, as after a larger budget. */
    int cached() {
        return (int) soups.stream()
                .filter(soup -> inspection.validation().stream().allMatch(dataset -> workspace
                        .passes()
                        .isSettled(workspace.passes().key(pool.byDigest(soup.mixture()), inspection, dataset))))
                .count();
    }
}
