package dev.radin.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fault.Printable;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.protocol.ReportedChoice;
import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the charts show, as JSON for a script element. Models stand in it once, by name; elsewhere by their place among them.
 * What is no finite number is null.
 */
final class ChartData {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Report report;
    private final ReportWords words;
    private final Map<String, Integer> places = new HashMap<>();

    private ChartData(Report report) {
        this.report = report;
        this.words = new ReportWords(report);
        report.models().forEach(model -> places.put(model.name(), places.size()));
    }

    /** Nothing in it ends the element that it stands in, or begins a comment. */
    static String json(Report report) {
        ChartData data = new ChartData(report);
        ObjectNode root = JSON.objectNode();
        root.put("metric", report.metric());
        root.put("higherIsBetter", Metric.valueOf(report.metric()).higherIsBetter());
        root.put("estimates", Metric.valueOf(report.metric()).isOfLogits());
        root.put("budget", report.budget());
        number(root, "best", report.choice().single().score());
        root.set("models", data.models());
        root.set("gains", data.gains());
        root.set("members", data.members());
        root.set("soups", data.soups());
        root.set("baselines", data.baselines());
        root.set("datasets", data.datasets());
        root.set("order", data.order());
        root.set("distances", data.distances());
        return root.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private ArrayNode models() {
        Set<String> chosen = new HashSet<>(report.choice().models());
        ArrayNode models = JSON.arrayNode();
        for (Report.Model model : report.models()) {
            ObjectNode node = models.addObject();
            node.put("name", Printable.of(model.name()));
            number(node, "score", model.score());
            number(node, "loss", model.negativeLogLikelihood());
            node.put("basin", model.basin());
            node.put(
                    "state",
                    !model.suspect()
                            ? chosen.contains(model.name()) ? "chosen" : "usable"
                            : model.keptOut() == KeptOut.OtherBasin ? "basin" : "far");
        }
        return models;
    }

    private ArrayNode gains() {
        ArrayNode gains = JSON.arrayNode();
        ReportedChoice choice = report.choice();
        if (choice.interval() != null) {
            gain(gains, "validation", choice.gain(), choice.interval(), choice.pValue());
        }
        if (!report.test().isEmpty()) {
            report.test().get(0).gains().forEach(g -> gain(gains, g.dataset(), g.gain(), g.interval(), g.pValue()));
        }
        return gains;
    }

    private static void gain(ArrayNode gains, String what, double gain, List<Double> interval, Double pValue) {
        ObjectNode node = gains.addObject();
        node.put("what", Printable.of(what));
        number(node, "gain", gain);
        number(node, "lower", interval.get(0));
        number(node, "upper", interval.get(1));
        number(node, "p", pValue);
    }

    private ArrayNode members() {
        ArrayNode members = JSON.arrayNode();
        Report.Evaluation soup =
                words.chosen().filter(e -> e.estimatesWithout() != null).orElse(null);
        ChosenMembers.byWeight(report).forEach(k -> {
            ObjectNode node = members.addObject();
            node.put("name", Printable.of(report.choice().models().get(k)));
            number(node, "weight", ChosenMembers.weight(report.choice(), k));
            number(node, "adds", soup == null ? null : words.added(soup, k));
        });
        return members;
    }

    private ArrayNode soups() {
        ArrayNode soups = JSON.arrayNode();
        for (Report.Evaluation soup : report.evaluations()) {
            ObjectNode node = soups.addObject();
            node.put("name", soup.name() == null ? null : Printable.of(soup.name()));
            node.set("members", members(soup.models()));
            number(node, "estimate", soup.estimate());
            number(node, "score", soup.score());
            node.put("chosen", words.isChosen(soup));
        }
        return soups;
    }

    private ArrayNode members(List<String> models) {
        ArrayNode members = JSON.arrayNode();
        models.stream().filter(places::containsKey).forEach(name -> members.add(places.get(name)));
        return members;
    }

    private ArrayNode baselines() {
        ArrayNode baselines = JSON.arrayNode();
        for (Report.Baseline baseline : report.baselines()) {
            ObjectNode node = baselines.addObject();
            node.put("name", Printable.of(baseline.strategy()));
            ArrayNode soups = node.putArray("soups");
            for (Report.BaselineSoup soup : baseline.soups()) {
                ObjectNode entry = soups.addObject();
                entry.set("members", members(soup.models()));
                number(entry, "estimate", soup.estimate());
                number(entry, "score", soup.score());
            }
        }
        return baselines;
    }

    private ArrayNode datasets() {
        ArrayNode datasets = JSON.arrayNode();
        new DatasetTable(report).rows().forEach(row -> {
            ObjectNode node = datasets.addObject();
            node.put("name", Printable.of(row.name()));
            node.put("role", row.role());
            number(node, "chosen", row.chosen());
            number(node, "single", row.single());
        });
        return datasets;
    }

    /** The places of models by basin, the best first in each and those far from it last: neighbours on the map of distances. */
    private ArrayNode order() {
        ArrayNode order = JSON.arrayNode();
        IntStream.range(0, report.models().size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> Objects.requireNonNullElse(
                                report.models().get(i).basin(), Integer.MAX_VALUE))
                        .thenComparing(i -> report.models().get(i).suspect()))
                .forEach(order::add);
        return order;
    }

    /** As in the report. */
    private ArrayNode distances() {
        ArrayNode rows = JSON.arrayNode();
        for (List<Float> row : report.distances()) {
            ArrayNode node = rows.addArray();
            row.forEach(distance -> {
                if (Float.isFinite(distance)) {
                    node.add(distance);
                } else {
                    node.addNull();
                }
            });
        }
        return rows;
    }

    private static void number(ObjectNode node, String field, Double value) {
        node.put(field, value == null || !Double.isFinite(value) ? null : value);
    }
}
