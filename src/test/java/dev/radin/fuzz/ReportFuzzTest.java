package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.protocol.Json;
import dev.radin.protocol.Report;
import dev.radin.report.page.ReportPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

class ReportFuzzTest {

    /** The charting library, the styles and the words around a report. */
    private static final int PAGE_ITSELF = 2 << 20;

    /** A character may become six, of a name that stands in several tables. */
    private static final int TIMES_AS_LONG = 100;

    /** What a report says is text of the page, and never a part that a browser would obey. */
    @FuzzTest
    @DictionaryFile(resourcePath = "report.dict")
    void report(byte[] json) {
        Refusal.allow(() -> {
            byte[] page = ReportPage.of(Json.read(json, Report.class, "report.json"));

            assertThat(page.length).isLessThan(PAGE_ITSELF + TIMES_AS_LONG * json.length);
            Document document = Jsoup.parse(new String(page, StandardCharsets.UTF_8));
            assertThat(document.select("script")).hasSize(3);
            assertThat(document.select("style")).hasSize(1);
            assertThat(document.select("meta")).hasSize(5);
            assertThat(document.select("img, iframe, link, object, embed, base, form, svg, math, a"))
                    .isEmpty();
            assertThat(document.select("[style], [src], [href], [^on]")).isEmpty();
            assertThat(document.body().wholeText().codePoints().filter(ReportFuzzTest::isObeyed))
                    .isEmpty();
            readable(document.selectFirst("#data"));
        });
    }

    private static boolean isObeyed(int c) {
        return Character.isISOControl(c) && c != '\n' || Character.getType(c) == Character.FORMAT;
    }

    private static void readable(Element data) {
        try {
            new JsonMapper().readTree(data.data());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
