package dev.radin.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUserTest {

    private static final List<String> STATUS = List.of(
            "Name:\tjava",
            "Umask:\t0022",
            "State:\tS (sleeping)",
            "Uid:\t1000\t65532\t0\t65532",
            "Gid:\t0\t3000\t0\t3000");

    @Test
    void whoCountsIsTheUserInEffect() {
        assertThat(ProcessUser.words(STATUS)).contains("uid 65532, gid 3000");
    }

    @Test
    void whatIsNoSuchFileTellsNothing() {
        assertThat(ProcessUser.words(STATUS.subList(0, 4))).isEmpty();
        assertThat(ProcessUser.words(List.of("Uid:\t1", "Gid:\t1"))).isEmpty();
        assertThat(ProcessUser.words(List.of())).isEmpty();
    }

    @Test
    void thisProcessHasOne() {
        assertThat(ProcessUser.words()).matches("uid \\d+, gid \\d+|user .*");
    }
}
