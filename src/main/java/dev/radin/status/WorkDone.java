package dev.radin.status;

import dev.radin.plan.EarlierRounds;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has been done for a selection as it is now.
 *
 * @param stages that have ended, in order
 * @param earlier rounds that are not among those
 */
public record WorkDone(List<EndedStage> stages, EarlierRounds earlier) {

    public static final WorkDone NONE = of(List.of());

    /** Inspect, extract, publish, and four rounds and a half. */
    static final int MOST_STAGES = 12;

    public static WorkDone of(List<EndedStage> stages) {
        return new WorkDone(stages, EarlierRounds.NONE);
    }

    /** What the last round of rank found; empty before the first. */
    public Optional<Receipt.Ranked> lastRanked() {
        return lastRanked(stages);
    }

    static Optional<Receipt.Ranked> lastRanked(List<EndedStage> stages) {
        return stages.stream()
                .flatMap(stage -> Stream.ofNullable(stage.result().receipt().ranked()))
                .reduce((earlier, later) -> later);
    }

    /** With whole seconds for each stage, as a status has them: so it is the same whether it comes from Jobs or from notes. */
    public Cost cost() {
        return stages.stream().map(EndedStage::cost).reduce(earlier.cost(), Cost::plus);
    }

    /** The same, but that of many rounds the first are only summed up. */
    WorkDone summedUp() {
        List<EndedStage> listed = new ArrayList<>(stages);
        EarlierRounds sum = earlier;
        while (listed.size() > MOST_STAGES) {
            sum = withNextRound(sum, listed);
        }
        return new WorkDone(List.copyOf(listed), sum);
    }

    /** Takes the first round out of the list. */
    private static EarlierRounds withNextRound(EarlierRounds sum, List<EndedStage> listed) {
        int round = listed.stream()
                .mapToInt(stage -> stage.result().task().round())
                .filter(r -> r > 0)
                .min()
                .orElseThrow();
        List<EndedStage> stages = listed.stream()
                .filter(stage -> stage.result().task().round() == round)
                .toList();
        listed.removeAll(stages);
        String rank = stages.stream()
                .map(stage -> stage.result().task())
                .filter(task -> task.stage() == Stage.rank)
                .map(task -> task.taskHash().present())
                .findFirst()
                .orElse(sum.taskHash());
        return new EarlierRounds(
                round, rank, stages.stream().map(EndedStage::cost).reduce(sum.cost(), Cost::plus));
    }
}
