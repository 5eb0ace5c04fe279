package dev.radin.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.protocol.Json;
import dev.radin.protocol.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What the page of a report holds, as an HTML parser sees it; {@code dev/check-report} looks at it in a browser. */
class ReportPageTest {

    @Test
    void saysWhatCameOfIt() {
        Document page = page(SampleReports.small());

        assertThat(page.selectFirst("h1").text()).isEqualTo("A soup of 2 of 3 models");
        assertThat(page.selectFirst("#verdict").text()).isEqualTo("A soup of some scores more than wd0.0.");
        assertThat(page.select("#figures .value").eachText())
                .containsExactly("0.801891", "+0.021891", "+0.015500", "-0.002100", "2");
        assertThat(page.selectFirst("#honesty").text())
                .contains(
                        "The gain's 95% interval on the validation data is +0.011000 to +0.028500 (max-T over 2 soups).")
                .contains("As the best of 2 soups on the same examples its validation score is optimistic, by some"
                        + " 0.002340 as chance has it.")
                .contains(
                        "On shifted the soup scores -0.002100 against the best single model (95% interval -0.012300 to"
                                + " +0.008100, exact McNemar test, p = 0.710); chance alone can explain that.");
        assertThat(rows(page, "#datasets")).contains("shifted test 8,000 0.684700 0.669200 not finite");
        assertThat(rows(page, "#soups")).hasSize(2);
        assertThat(page.selectFirst("#soups").text())
                .contains("Spearman's rank correlation of the 2 soups' estimates with their true scores is -1.00.")
                .contains("Greedy would begin with 2 soups, the best estimated at 0.801000;"
                        + " the best of the 2 evaluated here scores 0.790000.");
        assertThat(rows(page, "#singles")).hasSize(3);
        assertThat(page.selectFirst("#reproduce").text())
                .contains("Passes made 14")
                .contains("sha256:cdcd");
    }

    @Test
    void saysWhyModelsTookNoPart() {
        String singles = page(SampleReports.large()).selectFirst("#singles").text();

        assertThat(singles)
                .contains("Kept out of soups, as their weights are far from the others': clip")
                .contains("Kept out of soups, as their weights are in another basin than those of the soups: clip")
                .contains("CorruptModel it has 7 bytes");
    }

    @Test
    void namesAreText() {
        Document page = page(SampleReports.hostile());

        assertThat(page.select("script")).hasSize(3);
        assertThat(page.select("img, iframe, link, object, embed, base, form")).isEmpty();
        assertThat(page.selectFirst("#singles td.name").text())
                .isEqualTo("</script><script>alert(0)</script><img src=x onerror=alert(1)>\\u202e&amp;'\"");
        assertThat(data(page).at("/models/0/name").asText())
                .isEqualTo("</script><script>alert(0)</script><img src=x onerror=alert(1)>\\u202e&amp;'\"");
    }

    /** The policy lets these alone run, by their content. */
    @Test
    void nothingButItsOwnScriptsAndStyleIsAllowed() throws Exception {
        Document page = page(SampleReports.hostile());
        String policy =
                page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(policy)
                .isEqualTo("default-src 'none'; style-src " + hash(page.selectFirst("style")) + "; script-src "
                        + hash(page.select("script").get(1)) + " "
                        + hash(page.select("script").get(2))
                        + "; base-uri 'none'; form-action 'none'");
        assertThat(page.select("[style], [onclick], [onload], [src], a[href]")).isEmpty();
    }

    @Test
    void chartsGetTheNumbers() {
        Report report = SampleReports.small();
        JsonNode data = data(page(report));

        assertThat(data.path("soups")).hasSize(2);
        assertThat(data.at("/soups/1/score").asDouble())
                .isEqualTo(report.evaluations().get(1).score());
        assertThat(data.at("/distances/2/1").floatValue())
                .isEqualTo(report.distances().get(2).get(1));
        assertThat(data.at("/gains/2/upper").asDouble()).isEqualTo(0.0081);
        assertThat(data(page(SampleReports.large())).at("/soups/3/score").isNull())
                .as("a soup without finite logits")
                .isTrue();
    }

    @Test
    void withoutLogitsThereAreNoEstimatesAndNoEmptyPlacesForThem() {
        Document page = page(SampleReports.scored());

        assertThat(page.text())
                .contains("MeanScore of 3 models")
                .doesNotContain("Estimate", "by estimate", "the estimate", "NLL");
        assertThat(page.select("figure[data-chart]"))
                .extracting(figure -> figure.attr("data-chart"))
                .containsExactly("gains", "members", "datasets", "history", "singles", "distances");
        assertThat(rows(page, "#soups").get(0)).matches("1 wd0.0, wd0.1 2 0[.]\\d{6} [+]0[.]\\d{6}");
        assertThat(page.selectFirst("#soups").text())
                .contains("Greedy would begin with 2 soups; the best of the 2 evaluated here scores 0.790000.");
        assertThat(data(page).path("estimates").asBoolean()).isFalse();
    }

    @Test
    void ofAModelAlone() {
        Document page = page(SampleReports.single());

        assertThat(page.selectFirst("h1").text()).isEqualTo("The best single model is kept");
        assertThat(page.select("#soups, #distances")).isEmpty();
        assertThat(page.selectFirst("#notes").text()).contains("only one model is usable");
    }

    /** As a version wrote it that knew of less. */
    @Test
    void ofAnEarlierVersion() throws IOException {
        String early =
                """
                {"schema": "report/1", "name": "letters", "namespace": "default", "metric": "Accuracy",
                 "higherIsBetter": true, "strategy": "Search", "budget": 1,
                 "models": [{"name": "a", "score": 0.7, "negativeLogLikelihood": 0.9, "suspect": false,
                             "datasets": [{"name": "val", "score": 0.7, "correct": 70, "examples": 100}]},
                            {"name": "b", "score": 0.6, "negativeLogLikelihood": 1.0, "distance": 3.5, "suspect": true,
                             "datasets": [{"name": "val", "score": 0.6, "correct": 60, "examples": 100}]}],
                 "evaluations": [{"models": ["a", "b"], "estimate": 0.75, "score": 0.72, "round": 1}],
                 "choice": {"uri": "file:///out/soups/0123456789abcdef/", "models": ["a", "b"], "score": 0.72, "gain": 0.02,
                            "reason": "SoupSelected", "single": {"model": "a", "score": 0.7}}}
                """;
        Document page = page(Json.read(early.getBytes(StandardCharsets.UTF_8), Report.class, "report.json"));

        assertThat(page.selectFirst("#verdict").text())
                .isEqualTo("A soup of 2 of 2 models scores 0.720000, +0.020000 against the best single model, a.");
        assertThat(rows(page, "#singles")).hasSize(2);
    }

    private static Document page(Report report) {
        return Jsoup.parse(new String(ReportPage.of(report), StandardCharsets.UTF_8));
    }

    private static List<String> rows(Document page, String section) {
        return page.select(section + " tbody tr").eachText();
    }

    private static JsonNode data(Document page) {
        try {
            return new JsonMapper().readTree(page.selectFirst("#data").data());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(Element element) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(element.data().getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
