package dev.radin.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.Receipted;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Termination messages of images that are not ours, or of another version: no receipt, and no error either. */
class MalformedReceiptTest {

    private static final String INSPECTED =
            "{\"schema\":\"receipt/1\",\"stage\":\"inspect\",\"result\":\"0123456789abcdef\","
                    + "\"cost\":{\"passes\":0,\"reused\":0,\"gpuSeconds\":0.0},\"excluded\":[],"
                    + "\"inspected\":{\"models\":4,\"excluded\":0,\"passes\":4}}";
    private static final String PUBLISHED = Json.writeCompact(Receipted.published(4, 1));
    private static final String RANKED = Json.writeCompact(Receipted.ranked(4, 1, 1));

    static Stream<String> malformed() {
        return Stream.of(
                "{\"schema\":\"receipt/1\"}",
                "{\"schema\":\"receipt/1\",\"stage\":\"extract\"}",
                "{\"schema\":\"receipt/1\",\"stage\":\"extract\",\"excluded\":[]}",
                "{\"schema\":\"receipt/1\",\"stage\":\"extract\",\"excluded\":[],\"cost\":{}}",
                "{\"schema\":\"receipt/1\",\"stage\":\"extract\",\"excluded\":[null],\"cost\":{\"passes\":1,\"reused\":0,\"gpuSeconds\":0}}",
                "{\"schema\":\"receipt/1\",\"stage\":\"extract\",\"excluded\":[{}],\"cost\":{\"passes\":1,\"reused\":0,\"gpuSeconds\":0}}",
                "{\"schema\":\"receipt/1\",\"stage\":\"dance\",\"excluded\":[]}",
                "{\"schema\":\"receipt/2\",\"stage\":\"extract\"}",
                "{\"schema\":\"receipt/1\",\"stage\":\"inspect\",\"failure\":{}}",
                "{\"schema\":\"receipt/1\",\"stage\":\"inspect\",\"failure\":{\"reason\":\"InvalidInput\"}}",
                "{\"schema\":\"receipt/1\",\"stage\":\"inspect\",\"failure\":{\"reason\":\"Boredom\",\"message\":\"\"}}",
                INSPECTED.replace("\"models\":4,", ""),
                INSPECTED.replace("\"models\":4,", "\"models\":-4,"),
                INSPECTED.replace("\"excluded\":[],", ""),
                INSPECTED.replace("\"gpuSeconds\":0.0", "\"gpuSeconds\":NaN"),
                INSPECTED.replace("\"passes\":0", "\"passes\":-1"),
                INSPECTED.replace("\"result\":\"0123456789abcdef\",", ""),
                INSPECTED.replace("inspected", "looked"),
                RANKED.replace("\"bestSingle\":\"a\",", ""),
                RANKED.replace("\"proposed\":2", "\"proposed\":1"),
                RANKED.replace("Auto/Search", "A".repeat(65)),
                PUBLISHED.replace("\"best\"", "\"other\""),
                PUBLISHED.replace("\"evaluations\"", "\"other\""),
                PUBLISHED.replace("\"report\"", "\"other\""),
                PUBLISHED.replace("\"size\":2", "\"size\":0"),
                PUBLISHED.replaceFirst("\"published\":\\{.*\\}$", "\"published\":{}}"),
                "{\"schema\":\"receipt/1\",\"stage\":\"publish\",\"published\":{}}",
                "{",
                "[]",
                "");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isNoReceipt(String message) {
        assertThat(Receipts.read(pod(message))).isEmpty();
    }

    @Test
    void whatTheyAreMadeFromAreReceipts() {
        for (String message : List.of(INSPECTED, RANKED, PUBLISHED)) {
            assertThat(Receipts.read(pod(message)).map(Receipt::result)).isPresent();
        }
    }

    @Test
    void ofOneThatWasCutOffTheFirstLineCounts() {
        for (String rest : List.of("", "eJyrVgpS", "nonsense", "{")) {
            assertThat(Receipts.read(pod(INSPECTED + "\n" + rest)).map(Receipt::result))
                    .contains("0123456789abcdef");
        }
    }

    private static Pod pod(String message) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("vit-inspect-0")
                .endMetadata()
                .withNewStatus()
                .withPhase("Succeeded")
                .addNewContainerStatus()
                .withName("worker")
                .withNewState()
                .withNewTerminated()
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
