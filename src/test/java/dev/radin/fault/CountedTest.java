package dev.radin.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void oneIsNotMany() {
        assertThat(Counted.of(1, "soup")).isEqualTo("1 soup");
        assertThat(Counted.of(0, "soup")).isEqualTo("0 soups");
        assertThat(Counted.of(1, "pass", "passes")).isEqualTo("1 pass");
        assertThat(Counted.of(12, "pass", "passes")).isEqualTo("12 passes");
        assertThat(Counted.grouped(1, "byte")).isEqualTo("1 byte");
        assertThat(Counted.grouped(22_554, "byte")).isEqualTo("22,554 bytes");
    }
}
