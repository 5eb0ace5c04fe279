package dev.radin.report.page;

import dev.radin.fault.Printable;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Variant;
import java.util.List;

/** What the template takes from a report: escaped, and without characters that would turn or hide the text around them. */
final class PrintableText extends HtmlEscaper {

    PrintableText() {
        super(List.of(Variant.TEXT_HTML));
    }

    @Override
    public String map(Object result, Expression expression) {
        return super.map(Printable.lines(result.toString()), expression);
    }
}
