package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.report.page.ReportPage;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page beside the report of a run. */
class PublishedPageTest {

    @TempDir
    private Path output;

    @Test
    void whatEndedBetweenReportAndPageIsMadeUpForWithoutAPass() throws IOException {
        Quickstart broken = quickstart();
        broken.store = new StoreWithoutPages(Stores.local());
        assertThat(broken.run().failure().reason()).isEqualTo(Reason.StorageFailed);
        assertThat(files("report.json")).hasSize(1);
        assertThat(files("report.html")).isEmpty();

        Quickstart.Run again = quickstart().run();

        assertThat(again.passesMade()).isZero();
        Path page = files("report.html").get(0);
        assertThat(page).hasBinaryContent(ReportPage.of(again.report()));
        assertThat(page.resolveSibling("report.json")).exists();
        assertThat(again.published().report().page()).isTrue();
    }

    @Test
    void theReportHasTheDistancesOfItsModelsAndWhatWasAsked() {
        Quickstart quickstart = quickstart();
        Quickstart.Run run = quickstart.run();

        assertThat(run.report().distances()).extracting(List::size).containsExactly(0, 1, 2);
        assertThat(run.report().distances().get(2)).allMatch(distance -> distance > 0);
        assertThat(run.report().selection()).isEqualTo(quickstart.selection());
        assertThat(new String(ReportPage.of(run.report()), StandardCharsets.UTF_8))
                .contains("<pre id=\"resource\">apiVersion: radin.dev/v1alpha1\nkind: SoupSelection\n");
    }

    private Quickstart quickstart() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = quickstart.models.subList(2, 5);
        quickstart.budget = 1;
        return quickstart;
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(output)) {
            return all.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    /** Fails where a page is begun. */
    private static final class StoreWithoutPages extends ForwardingStore {

        StoreWithoutPages(Store store) {
            super(store);
        }

        @Override
        public Publication create(Location uri) {
            if (uri.name().equals("report.html")) {
                throw new RadinException(Reason.StorageFailed, uri + ": no more");
            }
            return super.create(uri);
        }
    }
}
