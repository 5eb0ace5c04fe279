package dev.radin.report.page;

import dev.radin.api.v1alpha1.AskedResource;
import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.protocol.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a selection cost, and what it takes to make it again. */
public final class Reproduction {

    private final Report report;

    Reproduction(Report report) {
        this.report = report;
    }

    public List<Entry> cost() {
        return List.of(
                new Entry("Passes made", Integer.toString(report.cost().passes())),
                new Entry("Passes reused", Integer.toString(report.cost().reused())),
                new Entry(
                        "GPU time",
                        String.format(Locale.ROOT, "%.1f s", report.cost().gpuSeconds())));
    }

    /** The resource that was asked for, as YAML; null in reports of earlier versions. */
    public String resource() {
        return report.selection() == null ? null : ResourceWriter.yaml(AskedResource.of(report.selection()));
    }

    public List<Entry> versions() {
        return entries(report.versions());
    }

    /** Digests by what was read. */
    public List<Entry> inputs() {
        return entries(report.inputs());
    }

    private static List<Entry> entries(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> new Entry(e.getKey(), String.valueOf(e.getValue())))
                .sorted(Comparator.comparing(Entry::name))
                .toList();
    }
}
