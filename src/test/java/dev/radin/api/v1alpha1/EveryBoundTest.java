package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.cluster.NeedsKubernetes;
import dev.radin.fault.RadinException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that the schema says of any field is held by {@code radin run} and by the API server, at the same field. */
@NeedsKubernetes
class EveryBoundTest {

    static Stream<Violation> all() {
        return Violation.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void runRefuses(Violation violation) {
        RadinException refused = catchThrowableOfType(
                RadinException.class, () -> ResourceReader.read(violation.resource(), "text", r -> r));

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage().lines().skip(1))
                .anySatisfy(line -> assertThat(line.strip()).startsWith(violation.path() + ": "));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theApiServerRefuses(Violation violation) {
        Refusal.check(ApiServer.shared(), violation.resource(), violation.path(), violation.serverWords());
    }
}
