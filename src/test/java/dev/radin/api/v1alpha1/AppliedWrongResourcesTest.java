package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server refuses what {@code radin run} refuses, in the same words where it has none of its own. */
@NeedsKubernetes
class AppliedWrongResourcesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.shared();
    }

    static Stream<Wrong> refused() {
        return Wrong.all().filter(w -> w.told() == Wrong.Told.WHEN_APPLIED);
    }

    static Stream<Wrong> accepted() {
        return Wrong.all().filter(w -> w.told() == Wrong.Told.AS_INVALID_SPEC);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithItsFieldAndItsWords(Wrong wrong) {
        Refusal.check(server, wrong);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatTheServerCannotSayTheValidatorSaysOfWhatIsStored(Wrong wrong) throws JsonProcessingException {
        SoupSelection stored = ResourceReader.MAPPER.treeToValue(
                server.dryRun(wrong.resource(), Validation.STRICT), SoupSelection.class);

        assertThat(SpecValidator.validate(stored).problems())
                .singleElement()
                .asString()
                .startsWith(wrong.line());
    }
}
