package dev.radin.status;

import dev.radin.plan.EarlierRounds;
import dev.radin.protocol.Cost;
import java.util.List;

/**
 * What has been done for a selection as it is now.
 *
 * @param stages that have ended, in order
 * @param earlier rounds that are not among those
 */
public record WorkDone(List<EndedStage> stages, EarlierRounds earlier) {

    public static final WorkDone NONE = of(List.of());

    public static WorkDone of(List<EndedStage> stages) {
        return new WorkDone(stages, EarlierRounds.NONE);
    }

    /** With whole seconds for each stage, as a status has them: so it is the same whether it comes from Jobs or a status. */
    public Cost cost() {
        return stages.stream().map(EndedStage::cost).reduce(earlier.cost(), Cost::plus);
    }
}
