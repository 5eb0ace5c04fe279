package dev.radin.worker;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Published;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.StageTask;
import dev.radin.report.Chooser;
import dev.radin.report.Decision;
import dev.radin.report.PassScores;
import dev.radin.report.ReportMaker;
import dev.radin.report.SoupPublisher;
import dev.radin.report.StatusExcerpt;
import dev.radin.report.page.ReportPage;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses among all that was truly run, looks at the test data only then, and publishes the winner and the report. Test
 * scores are written down and change nothing.
 */
final class PublishStage {

    private final StageContext context;

    PublishStage(StageContext context) {
        this.context = context;
    }

    Receipt run(StageTask task) {
        Inspection inspection = context.inspection(task);
        Ranking ranking = context.ranking(task);
        ModelPool pool = ModelPool.of(context.workspace(), inspection);
        PassScores scores = new PassScores(context.workspace(), inspection, pool, inspection.validation());
        List<Evaluated> evaluated = ranking.own().stream()
                .map(p -> scores.of(pool.mixture(p.candidate())).evaluated())
                .toList();
        Decision decision =
                new Chooser(context.workspace().selection(), scores).choose(RankStage.singles(scores), evaluated);
        Choice choice = decision.choice();

        PassMaker maker = new PassMaker(context, inspection, pool.everyone());
        List<ReportedTest> test = test(maker, inspection, pool, choice);
        Cost cost = task.cost().plus(maker.cost());

        SoupPublisher.Result soup = new SoupPublisher(context.workspace(), inspection, pool)
                .publish(
                        choice.chosen().mixture(),
                        bestMember(choice.chosen().mixture(), RankStage.singles(scores)),
                        context.workspace()
                                .selection()
                                .metric()
                                .utility(choice.chosen().utility()),
                        scores.byDataset(scores.of(choice.chosen().mixture())),
                        test.isEmpty() ? List.of() : test.get(0).datasets());

        Report report = new ReportMaker(context.workspace(), inspection, ranking, pool, scores, decision, soup.folder())
                .report(test, cost);
        Stream.of(inspection.validation(), inspection.test())
                .flatMap(List::stream)
                .forEach(dataset -> context.workspace().confirm(dataset.input()));
        if (inspection.calibration() != null) {
            context.workspace().confirm(inspection.calibration().input());
        }
        String digest = context.workspace()
                .json()
                .publishByContent(n -> context.workspace().layout().report(n), report);
        String name = Hash.brief(digest);
        context.workspace().json().publish(context.workspace().layout().page(name), ReportPage.of(report));
        Published published = new StatusExcerpt(report, ranking.proposals().size())
                .published(soup.name(), soup.digest(), new Published.ReportFile(name, "sha256:" + digest, true));
        return Receipt.published(name, maker.cost(), published);
    }

    /** The member that scores highest alone. One that was never run alone, as a base, is none. */
    private static int bestMember(Mixture mixture, List<Single> singles) {
        return Arrays.stream(mixture.members())
                .filter(member -> member < singles.size())
                .boxed()
                .max(Comparator.comparingDouble(
                                (Integer member) -> singles.get(member).utility())
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(mixture.member(0));
    }

    private List<ReportedTest> test(PassMaker maker, Inspection inspection, ModelPool pool, Choice choice) {
        if (inspection.test().isEmpty()) {
            return List.of();
        }
        Mixture uniform =
                Mixture.uniform(IntStream.range(0, pool.members().size()).toArray());
        List<PassMaker.Order> orders = new ArrayList<>();
        for (Mixture mixture :
                List.of(choice.chosen().mixture(), choice.bestSingle().mixture(), uniform)) {
            PassMaker.Order order =
                    new PassMaker.Order(ModelPool.title(pool.names(mixture)), mixture, inspection.test());
            if (!orders.contains(order)) {
                orders.add(order);
            }
        }
        maker.make(orders);

        PassScores scores = new PassScores(context.workspace(), inspection, pool, inspection.test());
        Mixture single = choice.bestSingle().mixture();
        return List.of(
                test("chosen", scores, pool, choice.chosen().mixture(), single),
                test("best single", scores, pool, single, single),
                test("uniform", scores, pool, uniform, single));
    }

    private static ReportedTest test(String what, PassScores scores, ModelPool pool, Mixture mixture, Mixture single) {
        return new ReportedTest(
                what,
                pool.names(mixture),
                scores.byDataset(scores.of(mixture)),
                mixture.equals(single) ? List.of() : scores.gains(mixture, single));
    }
}
