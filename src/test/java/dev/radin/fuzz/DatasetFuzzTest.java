package dev.radin.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.dataset.Dataset;
import dev.radin.dataset.LabelsFile;

class DatasetFuzzTest {

    private static final int CLASSES = 3;

    @FuzzTest
    @DictionaryFile(resourcePath = "safetensors.dict")
    void dataset(byte[] file) {
        Refusal.allow(() -> {
            try (Dataset dataset = Dataset.open(Bounds.blob(file), Bounds.LIMITS)) {
                dataset.checkLabels(CLASSES);
                if (dataset.exampleBytes() <= Bounds.LIMITS.bufferBytes()) {
                    dataset.reader(1).read(dataset.examples() - 1, 1);
                }
            }
        });
        Refusal.allow(() -> LabelsFile.read(Bounds.blob(file), Bounds.LIMITS));
    }
}
