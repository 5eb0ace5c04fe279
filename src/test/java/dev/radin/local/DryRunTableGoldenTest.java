package dev.radin.local;

import dev.radin.Golden;
import org.junit.jupiter.api.Test;

class DryRunTableGoldenTest {

    @Test
    void fewSmallModels() {
        Golden.check("dry-run-3-models.txt", DryRunTable.render(new DryRun(3, 0, 1, 0, 3, 3, 8, 0, 900, 600, 300)));
    }

    @Test
    void manyLargeModelsOfWhichSomeAreCachedAndSomeExcluded() {
        Golden.check(
                "dry-run-256-models.txt",
                DryRunTable.render(new DryRun(
                        251, 5, 2, 3, 502, 130, 128, 9, 7_600_000_000_000L, 121_600_000_000L, 30_400_000_000L)));
    }
}
