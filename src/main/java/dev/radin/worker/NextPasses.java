package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.soup.strategy.Candidate;
import dev.radin.weights.ModelPool;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        Set<PassKey> settled =
                workspace.passes().settled(soups.stream().flatMap(this::keys).toList());
        return (int) soups.stream()
                .filter(soup -> keys(soup).allMatch(settled::contains))
                .count();
    }

    private Stream<PassKey> keys(Candidate soup) {
        return inspection.validation().stream()
                .map(dataset -> workspace.passes().key(pool.byDigest(soup.mixture()), inspection, dataset));
    }
}
