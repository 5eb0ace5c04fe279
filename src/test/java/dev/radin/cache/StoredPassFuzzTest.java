package dev.radin.cache;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.fuzz.Bounds;
import dev.radin.fuzz.Refusal;

class StoredPassFuzzTest {

    private static final int MOST_VALUES = 1 << 20;

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/radin/fuzz/safetensors.dict")
    void storedPass(byte[] file) {
        Refusal.allow(() -> {
            try (StoredPass pass = StoredPass.open(Bounds.blob(file), Bounds.LIMITS)) {
                if (pass.examples() > 0 && pass.classes() <= MOST_VALUES) {
                    pass.read(pass.examples() - 1, 1, new float[pass.classes()]);
                }
                pass.verify();
            }
        });
        Refusal.allow(() -> StoredScores.read(Bounds.blob(file), Bounds.LIMITS));
    }
}
