package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.Receipted;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is decided where receipts are gone, cut, malformed or forged. */
class LostReceiptTest extends DecidedSelection {

    @Test
    void podsThatAreGoneBeforeTheirJobDoNotTakeTheCostAlong() {
        while (decide().launch().isPresent()) {
            succeed();
        }
        write(decide());
        String expected = json();

        jobs.replaceAll(job -> new ObservedJob(job.job(), job.task(), List.of()));
        write(decide());

        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void aResultThatWasLostIsAskedForAgainAndNotForEver() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Decision.Launch launch = decide().launch().orElseThrow();
            names.add(launch.name());
            jobs.add(JobMaker.of(resource, launch).share("{\"cut").complete().observed());
        }

        assertThat(names).doesNotHaveDuplicates();
        assertThat(failure().message()).contains("3 times");
    }

    @Test
    void aReceiptThatIsNotWholeIsNoneAndTheJobRunsAgain() {
        Decision.Launch inspect = decide().launch().orElseThrow();
        jobs.add(JobMaker.of(resource, inspect)
                .share("{\"schema\":\"receipt/1\",\"stage\":\"inspect\",\"inspected\":{}}")
                .complete()
                .observed());

        assertThat(decide().launch().orElseThrow().task()).isEqualTo(inspect.task());
        assertThat(decide().launch().orElseThrow().name()).isNotEqualTo(inspect.name());
    }

    @Test
    void aMalformedReceiptOfAShareIsLeftOutOfTheCounts() {
        succeed();
        Decision.Launch extract = decide().launch().orElseThrow();
        jobs.add(JobMaker.of(resource, extract)
                .share("{\"schema\":\"receipt/1\",\"stage\":\"extract\"}")
                .share(Receipted.of(extract.task(), 4, 2))
                .complete()
                .observed());

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.rank);
    }

    @Test
    void lostCountsOfPassesDoNotRepeatThem() {
        succeed();
        Decision.Launch extract = decide().launch().orElseThrow();
        jobs.add(JobMaker.of(resource, extract).complete().observed());

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.rank);
    }

    @Test
    void aResultWhoseNameLeadsElsewhereIsNone() {
        Decision.Launch inspect = decide().launch().orElseThrow();
        Receipt forged = Receipt.inspected("../../../other", 0, new Receipt.Inspected(4, 0, 4), List.of());
        jobs.add(JobMaker.of(resource, inspect).share(forged).complete().observed());

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.inspect);
    }
}
