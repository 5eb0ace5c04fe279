package dev.radin.plan;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.ArrayList;
import java.util.List;

/** The tasks of a selection's stages, each named by a hash of what it is asked to do. */
final class StageTasks {

    private final SelectionDocument document;
    private final int passesPerShare;
    private final String rerunNonce;

    StageTasks(SelectionDocument document, int passesPerShare, String rerunNonce) {
        this.document = document;
        this.passesPerShare = passesPerShare;
        this.rerunNonce = rerunNonce;
    }

    StageTask inspect() {
        return task(Stage.inspect, 0, 1, 1, null, null, List.of(document.digest(), rerunNonce));
    }

    StageTask extract(int passes, String inspection) {
        return task(Stage.extract, 0, passes, passesPerShare, inspection, null, List.of());
    }

    /** @param ranking of the round before, which the stage reads; the hash is the same whatever its name */
    StageTask rank(int round, String inspection, String ranking) {
        return task(Stage.rank, round, 1, 1, inspection, ranking, List.of());
    }

    /** @param ranking of this round; the hash is the same whatever its name */
    StageTask evaluate(int round, int soups, String inspection, String ranking) {
        int soupsPerShare =
                Math.max(1, passesPerShare / document.selection().validation().size());
        return task(Stage.evaluate, round, soups, soupsPerShare, inspection, ranking, List.of());
    }

    /** @param costSoFar of all stages before it */
    StageTask publish(String inspection, String ranking, Cost costSoFar) {
        return task(Stage.publish, 0, 1, 1, inspection, ranking, List.of("ranking " + ranking))
                .after(costSoFar);
    }

    /** @param asked what else decides what the stage has to do, beside the selection, the inspection and the round */
    private StageTask task(
            Stage stage,
            int round,
            int items,
            int itemsPerShare,
            String inspection,
            String ranking,
            List<String> asked) {
        List<String> lines = new ArrayList<>(
                List.of(stage.toString(), document.digest(), "round " + round, "inspection " + inspection));
        lines.addAll(asked);
        String hash = Hash.brief(Hash.sha256(lines));
        return new StageTask(stage, round, hash, items, itemsPerShare, inspection, ranking, Cost.NONE);
    }
}
