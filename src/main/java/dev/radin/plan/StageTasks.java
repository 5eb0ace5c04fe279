package dev.radin.plan;

import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.HashForm;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tasks of a selection's stages, each named by a hash of what it is asked to do. */
final class StageTasks {

    private final Selection selection;
    private final Map<HashForm, String> digests = new EnumMap<>(HashForm.class);
    private final int passesPerShare;
    private final String rerunNonce;

    StageTasks(Selection selection, int passesPerShare, String rerunNonce) {
        this.selection = selection;
        for (HashForm form : HashForm.values()) {
            digests.put(form, form.digest(selection));
        }
        this.passesPerShare = passesPerShare;
        this.rerunNonce = rerunNonce;
    }

    StageTask inspect() {
        return task(Stage.inspect, 0, 1, 1, null, null, form -> List.of(digests.get(form), rerunNonce));
    }

    StageTask extract(int passes, String inspection) {
        return task(Stage.extract, 0, passes, passesPerShare, inspection, null, form -> List.of());
    }

    /** @param ranking of the round before, which the stage reads; the hash is the same whatever its name */
    StageTask rank(int round, String inspection, String ranking) {
        return task(Stage.rank, round, 1, 1, inspection, ranking, form -> List.of());
    }

    /** @param ranking of this round; the hash is the same whatever its name */
    StageTask evaluate(int round, int soups, String inspection, String ranking) {
        int passes = selection.validation().size() + (selection.calibration() == null ? 0 : 1);
        int soupsPerShare = Math.max(1, passesPerShare / passes);
        return task(Stage.evaluate, round, soups, soupsPerShare, inspection, ranking, form -> List.of());
    }

    /** @param costSoFar of all stages before it */
    StageTask publish(String inspection, String ranking, Cost costSoFar) {
        return task(Stage.publish, 0, 1, 1, inspection, ranking, form -> List.of("ranking " + ranking))
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
            Function<HashForm, List<String>> asked) {
        AskedHash hash = AskedHash.of(form -> {
            List<String> lines = new ArrayList<>(
                    List.of(stage.toString(), digests.get(form), "round " + round, "inspection " + inspection));
            lines.addAll(asked.apply(form));
            return Hash.sha256(lines);
        });
        return new StageTask(stage, round, hash, items, itemsPerShare, inspection, ranking, Cost.NONE);
    }
}
