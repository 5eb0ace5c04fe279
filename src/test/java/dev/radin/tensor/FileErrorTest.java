package dev.radin.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import org.junit.jupiter.api.Test;

class FileErrorTest {

    @Test
    void aRefusalStaysReadableWhateverItQuotes() {
        FileError refusal = new FileError(Reason.CorruptModel, "file:///a");

        assertThat(refusal.because("x".repeat(100_000), "Do")).message().hasSizeLessThan(1100);
    }
}
