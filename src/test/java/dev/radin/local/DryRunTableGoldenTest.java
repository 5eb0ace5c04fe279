package dev.radin.local;

import dev.radin.Golden;
import dev.radin.fault.Reason;
import dev.radin.protocol.ExcludedModel;
import dev.radin.worker.ScratchNeed;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTableGoldenTest {

    @Test
    void fewSmallModels() {
        Golden.check(
                "dry-run-3-models.txt",
                DryRunTable.render(new DryRun(
                        3, List.of(), List.of(), 1, 0, 3, 3, 8, 16, 0, 0, 900, new ScratchNeed(600, 16_000), 300)));
    }

    @Test
    void manyLargeModelsOfWhichSomeAreCachedAndSomeExcluded() {
        Golden.check(
                "dry-run-256-models.txt",
                DryRunTable.render(new DryRun(
                        251,
                        excluded(),
                        List.of("14 other files of file:///models were passed over"),
                        2,
                        3,
                        502,
                        130,
                        128,
                        0,
                        9,
                        65,
                        7_600_000_000_000L,
                        new ScratchNeed(121_600_000_000L, 200_000),
                        30_400_000_000L)));
    }

    private static List<ExcludedModel> excluded() {
        return List.of(
                new ExcludedModel(
                        "b", Reason.CorruptModel, "file:///models/b.pt: this is an empty file. Copy it here again."),
                new ExcludedModel("c", Reason.MismatchedModel, "file:///models/c.pt: 1 of 74 tensors differ"));
    }
}
