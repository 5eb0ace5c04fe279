package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.plan.EarlierRounds;
import dev.radin.protocol.Stage;
import java.util.List;
import java.util.Objects;

/** The stages that a status is the first to know of. */
public final class NewStages {

    private NewStages() {}

    /**
     * @param uid of the selection
     * @param before the status until then; null when there was none
     * @param done what the new status is made from
     */
    public static List<EndedStage> of(String uid, SoupSelectionStatus before, WorkDone done) {
        Notes notes = Notes.of(before, uid);
        int summedUp = summedUp(notes, done);
        return done.stages().stream()
                .filter(stage -> {
                    int round = stage.result().task().round();
                    return !isListed(stage, notes) && (round == 0 || round > summedUp);
                })
                .toList();
    }

    private static boolean isListed(EndedStage stage, Notes before) {
        return before.stages().stream().anyMatch(known -> Objects.equals(known.job(), stage.job()));
    }

    /** The last round of this very work that the earlier status has no longer listed. */
    private static int summedUp(Notes before, WorkDone done) {
        EarlierRounds earlier = before.earlier();
        boolean isOfThisWork = done.stages().stream()
                .map(stage -> stage.result().task())
                .anyMatch(task -> task.stage() == Stage.rank && task.taskHash().is(earlier.taskHash()));
        return isOfThisWork ? earlier.last() : 0;
    }
}
