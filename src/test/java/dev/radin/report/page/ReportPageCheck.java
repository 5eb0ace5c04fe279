package dev.radin.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Pages of reports in a real browser, which {@code dev/check-report} names; pictures of them stay where it says. */
@EnabledIfSystemProperty(named = "radin.chromium", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageCheck {

    private static final String DRAWN = "[...document.querySelectorAll('.chart')].filter(c => !c.hidden"
            + " && (c.querySelector('.plot svg path') || c.querySelector('.plot canvas'))).map(c => c.dataset.chart)"
            + ".join(' ')";

    private Path results;
    private Chromium browser;

    @BeforeAll
    void start(@TempDir Path profile) throws Exception {
        results = Files.createDirectories(Path.of(System.getProperty("radin.report.results")));
        browser = new Chromium(System.getProperty("radin.chromium"), profile);
    }

    @AfterAll
    void stop() throws Exception {
        browser.close();
    }

    @Test
    void pagesOfAllSizesAreDrawnInLightAndDarkAndAskForNothing() throws Exception {
        Map<String, Report> reports = Map.of(
                "small", SampleReports.small(),
                "large", SampleReports.large(),
                "hostile", SampleReports.hostile(),
                "single", SampleReports.single());
        for (Map.Entry<String, Report> report : reports.entrySet()) {
            Path page = page(report.getKey(), report.getValue());
            for (String scheme : List.of("light", "dark")) {
                show(page, scheme);

                assertQuiet(page);
                assertThat(browser.evaluate(DRAWN).asText().split(" "))
                        .as(report.getKey())
                        .containsExactlyInAnyOrder(
                                report.getKey().equals("single")
                                        ? new String[] {"singles"}
                                        : new String[] {
                                            "gains",
                                            "members",
                                            "datasets",
                                            "estimates",
                                            "history",
                                            "singles",
                                            "distances"
                                        });
                assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                                .asText())
                        .isEqualTo(scheme.equals("light") ? "rgb(255, 255, 255)" : "rgb(20, 23, 27)");
                assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                                .asBoolean())
                        .as("%s is as wide as the window", report.getKey())
                        .isTrue();
                picture(report.getKey() + "-" + scheme);
            }
        }
    }

    /** Nothing in a name was made an element, in text or in a tooltip. */
    @Test
    void namesAreText() throws Exception {
        Path page = page("hostile", SampleReports.hostile());
        show(page, "light");
        hoverOver("distances");

        assertQuiet(page);
        assertThat(browser.evaluate("document.querySelectorAll('script').length")
                        .asInt())
                .isEqualTo(3);
        assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt())
                .isZero();
        assertThat(browser.evaluate("document.querySelector('.tip').textContent")
                        .asText())
                .contains("</script><script>alert(");
        picture("tooltip");
    }

    @Test
    void narrowWindowsHoldThePage() throws Exception {
        show(page("small", SampleReports.small()), "light");
        browser.size(390, 800);
        browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(390);
        picture("narrow");
    }

    /** Dark pages too are printed dark on white, and no wider than the 672 pixels of A4 between the margins. */
    @Test
    void itIsPrinted() throws Exception {
        Path page = page("small", SampleReports.small());
        show(page, "dark");
        browser.evaluate("window.printed = {}; addEventListener('beforeprint', () => {"
                + " printed.paper = getComputedStyle(document.body).backgroundColor;"
                + " printed.widest = Math.max(...[...document.querySelectorAll('svg, canvas')]"
                + ".map(chart => chart.getBoundingClientRect().right)); })");
        browser.print(results.resolve("print.pdf"));

        assertThat(browser.evaluate("printed.paper").asText()).isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.evaluate("printed.widest").asDouble()).isBetween(600.0, 672.0);
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .as("afterwards")
                .isEqualTo("rgb(20, 23, 27)");
        assertThat(Files.size(results.resolve("print.pdf"))).isGreaterThan(10_000);
        assertQuiet(page);
    }

    private Path page(String name, Report report) throws Exception {
        return Files.write(results.resolve(name + ".html"), ReportPage.of(report))
                .toAbsolutePath();
    }

    private void show(Path page, String scheme) throws Exception {
        browser.size(1100, 900);
        browser.prefer(scheme);
        browser.open(page);
    }

    private void assertQuiet(Path page) {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
    }

    private void hoverOver(String chart) throws Exception {
        String plot = "document.querySelector('[data-chart=" + chart + "] .plot')";
        browser.evaluate(plot + ".scrollIntoView({block: 'center'})");
        double x = browser.evaluate(plot + ".getBoundingClientRect().left + " + plot + ".clientWidth / 2")
                .asDouble();
        double y = browser.evaluate(plot + ".getBoundingClientRect().top + " + plot + ".clientHeight / 3")
                .asDouble();
        browser.moveTo(x, y);
        browser.moveTo(x + 2, y + 2);
        browser.evaluate("new Promise(done => { const look = () => document.querySelector('.tip') ? done()"
                + " : requestAnimationFrame(look); look(); })");
    }

    /** Of the whole page. */
    private void picture(String name) throws Exception {
        int height = browser.evaluate("document.documentElement.scrollHeight").asInt();
        int width = browser.evaluate("innerWidth").asInt();
        browser.size(width, Math.min(height, 8000));
        browser.picture(results.resolve(name + ".png"));
    }
}
