package dev.radin.report.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fuzz.Refusal;
import dev.radin.protocol.Json;
import dev.radin.protocol.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A report that lacks a part, each in turn, makes a page or is refused in a sentence. */
class DamagedReportTest {

    private static final Path REPORTS = Path.of("src/test/resources/dev/radin/fuzz/ReportFuzzTestInputs/report");

    private static final JsonMapper MAPPER = new JsonMapper();

    static List<JsonNode> damages() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return List.of(json.missingNode(), json.nullNode(), json.arrayNode().addNull(), json.textNode("NaN"));
    }

    /** @param damage what stands in a part's place; where that is missing, the part is too */
    @ParameterizedTest
    @MethodSource("damages")
    void makesAPageOrIsRefused(JsonNode damage) throws IOException {
        each(Files.readString(REPORTS.resolve("whole")), "/", damage);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void soDoesOneOfAnotherSelection(JsonNode damage) throws IOException {
        each(Files.readString(REPORTS.resolve("listed")), "/selection", damage);
    }

    /** @param below where the parts are that are damaged */
    private static void each(String whole, String below, JsonNode damage) throws IOException {
        for (JsonPointer part : parts(MAPPER.readTree(whole), JsonPointer.empty())) {
            if (!part.toString().startsWith(below)) {
                continue;
            }
            JsonNode report = MAPPER.readTree(whole);
            JsonNode parent = report.at(part.head());
            if (parent instanceof ArrayNode array && damage.isMissingNode()) {
                array.remove(part.last().getMatchingIndex());
            } else if (parent instanceof ArrayNode array) {
                array.set(part.last().getMatchingIndex(), damage);
            } else if (damage.isMissingNode()) {
                ((ObjectNode) parent).remove(part.last().getMatchingProperty());
            } else {
                ((ObjectNode) parent).set(part.last().getMatchingProperty(), damage);
            }
            check(part, report.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void check(JsonPointer part, byte[] json) {
        try {
            Refusal.allow(() -> ReportPage.of(Json.read(json, Report.class, "report.json")));
        } catch (RuntimeException e) {
            throw new AssertionError("without " + part, e);
        }
    }

    private static List<JsonPointer> parts(JsonNode node, JsonPointer at) {
        List<JsonPointer> parts = new ArrayList<>();
        List<JsonPointer> below = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> below.add(at.appendProperty(name)));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            below.add(at.appendIndex(i));
        }
        for (JsonPointer child : below) {
            parts.add(child);
            parts.addAll(parts(node.at(child.last()), child));
        }
        return parts;
    }
}
