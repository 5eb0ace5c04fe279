package dev.radin.location;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where URIs lead. */
class LocationPlaceTest {

    @ParameterizedTest
    @ValueSource(strings = {"file:/a/b", "file:///a/./b", "file:///a/c/../b", "file:///a/b/", "file:///a/%62"})
    void isTheSameHoweverItIsWritten(String uri) {
        assertThat(place(uri)).isEqualTo(place("file:///a/b"));
    }

    @Test
    void isAnotherOnEachClaim() {
        assertThat(place("pvc://runs/a/b")).isEqualTo(place("pvc://runs/a/c/../b/"));
        assertThat(place("pvc://runs/a/b"))
                .isNotEqualTo(place("pvc://other/a/b"))
                .isNotEqualTo(place("file:///a/b"));
    }

    private static String place(String uri) {
        return Location.of(uri).place();
    }
}
