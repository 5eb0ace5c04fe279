package dev.radin.fault;

import static org.assertj.core.api.Assertions.assertThat;

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
    void whatIsTooLongIsCutBetweenTwoCharacters() {
        assertThat(Printable.of("abcd", 3)).isEqualTo("abc…");
        assertThat(Printable.of("ab\uD83D\uDE00d", 3)).isEqualTo("ab…");
        assertThat(Printable.of("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
    }

    @Test
    void aMessageKeepsItsLinesAndNothingElseThatATerminalObeys() {
        RadinException fault = new RadinException(Reason.InvalidInput, "a\n\u001b]0;owned\u0007\u009b31m\r");

        assertThat(fault).hasMessage("a\n\\u001b]0;owned\\u0007\\u009b31m\\u000d");
    }
}
