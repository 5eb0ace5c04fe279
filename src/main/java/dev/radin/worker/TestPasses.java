package dev.radin.worker;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.ReportedTest;
import dev.radin.report.PassScores;
import dev.radin.soup.Choice;
import dev.radin.soup.Mixture;
import dev.radin.weights.ModelPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs over the test data, once all is chosen. What they score is written down and changes nothing. */
record TestPasses(StageContext context, Inspection inspection, ModelPool pool) {

    /**
     * @param sides the chosen, the best single model and the uniform soup; none where there are no test data
     * @param compared the picks of compared strategies, by their names; likewise
     */
    record Tested(List<ReportedTest> sides, Map<String, ReportedTest> compared) {

        List<DatasetScore> chosen() {
            return sides.isEmpty() ? List.of() : sides.get(0).datasets();
        }
    }

    /** @param picks of compared strategies, by their names */
    Tested make(PassMaker maker, Choice choice, Map<String, Mixture> picks) {
        if (inspection.test().isEmpty()) {
            return new Tested(List.of(), Map.of());
        }
        Mixture chosen = choice.chosen().mixture();
        Mixture single = choice.bestSingle().mixture();
        Mixture uniform =
                Mixture.uniform(IntStream.range(0, pool.members().size()).toArray());
        maker.make(Stream.concat(Stream.of(chosen, single, uniform), picks.values().stream())
                .distinct()
                .map(mixture -> new PassMaker.Order(ModelPool.title(pool.names(mixture)), mixture, inspection.test()))
                .toList());

        PassScores scores = new PassScores(context.workspace(), inspection, pool, inspection.test());
        scores.of(List.of(chosen, single, uniform));
        Map<String, ReportedTest> compared = new LinkedHashMap<>();
        picks.forEach((strategy, pick) -> compared.put(strategy, test(strategy, scores, pick, single)));
        return new Tested(
                List.of(
                        test("chosen", scores, chosen, single),
                        test("best single", scores, single, single),
                        test("uniform", scores, uniform, single)),
                compared);
    }

    private ReportedTest test(String what, PassScores scores, Mixture mixture, Mixture single) {
        return new ReportedTest(
                what,
                pool.names(mixture),
                scores.byDataset(scores.of(mixture)),
                mixture.equals(single) ? List.of() : scores.gains(mixture, single));
    }
}
