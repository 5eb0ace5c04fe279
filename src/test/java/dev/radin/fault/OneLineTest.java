package dev.radin.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void whatPartsTheWordsIsOneBlank() {
        assertThat(OneLine.of(" not\r\n\tfor  you ")).isEqualTo("not for you");
    }

    @Test
    void ofWhatGoesOnAndOnThereIsTheBeginning() {
        assertThat(OneLine.beginningOf("not\nfor you")).isEqualTo("not for you");
        assertThat(OneLine.beginningOf("word\n".repeat(1000)))
                .hasSize(300)
                .startsWith("word word ")
                .endsWith("…");
    }
}
