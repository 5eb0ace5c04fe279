package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Layout;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the report that a place means: the file, its folder, the page beside it, or the newest under a selection's output. */
record ReportPlace(Store store, Location place) {

    private static final String FILE = "report.json";

    /** @throws RadinException {@code InputNotFound} when there is none */
    Location find() {
        if (!place.isFolder() && place.name().endsWith(".html")) {
            return place.sibling(FILE);
        }
        if (!place.isFolder() && store.stat(place).isPresent()) {
            return place;
        }
        Location beneath = place.child(FILE);
        if (store.stat(beneath).isPresent()) {
            return beneath;
        }
        return published().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparing(Stat::modified)))
                .map(Map.Entry::getKey)
                .orElseThrow(
                        () -> new RadinException(
                                Reason.InputNotFound,
                                place
                                        + ": holds no report.json; name that file, the folder it is in, or a selection's output"));
    }

    private Map<Location, Stat> published() {
        Map<Location, Stat> reports = new LinkedHashMap<>();
        Location selections = Layout.selections(place.withoutSlash());
        for (String selection : store.folders(selections)) {
            Location stages = selections.child(selection).folder();
            for (String stage : store.folders(stages)) {
                Location report = stages.child(stage).child(FILE);
                store.stat(report).ifPresent(stat -> reports.put(report, stat));
            }
        }
        return reports;
    }
}
