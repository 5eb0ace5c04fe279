package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Published;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Report;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
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
        List<Evaluated> evaluated = RankStage.evaluated(ranking.own(), pool, scores);
        List<Single> singles = RankStage.singles(scores);
        Decision decision = new Chooser(context.workspace().selection(), scores).choose(singles, evaluated);
        Choice choice = decision.choice();

        PassMaker maker = new PassMaker(context, inspection, pool.everyone());
        TestPasses.Tested tested = new TestPasses(context, inspection, pool)
                .make(maker, choice, ComparedPicks.of(context.workspace().selection(), ranking, pool, singles, scores));
        Cost cost = task.cost().plus(maker.cost());

        SoupPublisher.Result soup = new SoupPublisher(context.workspace(), inspection, pool)
                .publish(
                        choice.chosen().mixture(),
                        companionsFrom(choice.chosen().mixture(), singles),
                        context.workspace()
                                .selection()
                                .metric()
                                .utility(choice.chosen().utility()),
                        scores.byDataset(scores.of(choice.chosen().mixture())),
                        tested.chosen());

        Report report = new ReportMaker(context.workspace(), inspection, ranking, pool, scores, decision, soup)
                .report(
                        tested.sides(),
                        tested.compared(),
                        cost,
                        new LastRound(pool, scores).notes(context.workspace().selection(), ranking));
        Workspace workspace = context.workspace();
        workspace.confirmAll(Stream.of(
                        inspection.validation().stream(),
                        inspection.test().stream(),
                        Stream.ofNullable(inspection.calibration()))
                .flatMap(Function.identity())
                .<Runnable>map(dataset -> () -> workspace.confirm(dataset.input()))
                .toList());
        String digest =
                workspace.json().publishByContent(n -> workspace.layout().report(n), report);
        String name = Hash.brief(digest);
        workspace.json().publish(workspace.layout().page(name), ReportPage.of(report));
        Published published = new StatusExcerpt(report, ranking.proposals().size())
                .published(soup.name(), soup.digest(), new Published.ReportFile(name, "sha256:" + digest, true));
        return Receipt.published(name, maker.cost(), published);
    }

    /** The member whose configuration and tokenizer go with a soup: a program has run it with those of the first. */
    private int companionsFrom(Mixture mixture, List<Single> singles) {
        return context.workspace().selection().evaluator() == null ? bestMember(mixture, singles) : mixture.member(0);
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
}
