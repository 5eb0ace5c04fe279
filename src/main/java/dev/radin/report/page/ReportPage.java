package dev.radin.report.page;

import dev.radin.protocol.Report;
import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A report as one HTML file that loads nothing from anywhere. Its Content-Security-Policy names the hashes of its own style and
 * scripts, and what comes from the report is text: names in it come from files that others made.
 */
public final class ReportPage {

    private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);

    private static final Template TEMPLATE = Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new PrintableText())
            .build()
            .parse(resource("report.html"), HTML, "report.html");

    private static final String STYLE = resource("report.css");
    private static final String CHARTING = resource("echarts.min.js");
    private static final String SCRIPT = resource("report.js");

    private static final String POLICY = "default-src 'none'; style-src " + source(STYLE) + "; script-src "
            + source(CHARTING) + " " + source(SCRIPT) + "; base-uri 'none'; form-action 'none'";

    private ReportPage() {}

    /** In UTF-8. The same report gives the same bytes. */
    public static byte[] of(Report report) {
        return TEMPLATE.data("policy", POLICY)
                .data("style", STYLE)
                .data("charting", CHARTING)
                .data("script", SCRIPT)
                .data("data", ChartData.json(report))
                .data("page", new PageText(report))
                .data("tables", new PageTables(report))
                .data("reproduction", new Reproduction(report))
                .render()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** How the policy names a script or a style. */
    private static String source(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
