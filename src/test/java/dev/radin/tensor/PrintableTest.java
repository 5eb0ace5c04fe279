package dev.radin.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void leavesOrdinaryNamesOfAnyScriptAlone() {
        assertThat(Printable.of("größe.重み 0", 100)).isEqualTo("größe.重み 0");
    }

    @Test
    void aFileCannotSendEscapesToTheTerminalNorLines() {
        assertThat(Printable.of("a\u001b[2Jb\nc\u202e", 100)).isEqualTo("a\\u001b[2Jb\\u000ac\\u202e");
    }

    @Test
    void aRefusalStaysReadableWhateverItQuotes() {
        FileError refusal = new FileError(Reason.CorruptModel, "file:///a");

        assertThat(refusal.because("x".repeat(100_000), "Do")).message().hasSizeLessThan(1100);
    }
}
