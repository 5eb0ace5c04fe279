package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    void aDiskThatGrowsBitByBitEndsAsALargeOneAndNothingIsEverHalfWritten() throws IOException {
        Quickstart undisturbed = quickstart("undisturbed");
        Quickstart.Run expected = undisturbed.run();
        Quickstart cramped = quickstart("cramped");
        int refusals = FullDisk.runUntilItFits(
                cramped, () -> assertThat(files(cramped)).noneMatch(f -> f.contains(".radin-")));

        Quickstart.Run run = cramped.run();
        assertThat(refusals).isGreaterThan(5);
        assertThat(run.report().choice().models())
                .isEqualTo(expected.report().choice().models());
        assertThat(run.report().evaluations()).isEqualTo(expected.report().evaluations());
        assertThat(contents(cramped)).isNotEmpty().isEqualTo(contents(undisturbed));
    }

    private Quickstart quickstart(String output) {
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.models = quickstart.models.subList(3, 6);
        quickstart.budget = 1;
        quickstart.test = List.of(
                new Selection.Dataset("test", Quickstart.uri(Quickstart.FOLDER.resolve("test.safetensors")), null, 1));
        return quickstart;
    }

    /** Hashes of all logits and weights, by path. */
    private static Map<String, Integer> contents(Quickstart quickstart) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        for (String file : files(quickstart)) {
            if (file.startsWith("cache/passes/") || file.endsWith("model.safetensors") || file.endsWith("soup.pt")) {
                contents.put(file, Arrays.hashCode(Files.readAllBytes(quickstart.output.resolve(file))));
            }
        }
        return contents;
    }

    private static List<String> files(Quickstart quickstart) throws IOException {
        try (Stream<Path> files = Files.walk(quickstart.output)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> quickstart.output.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }
}
