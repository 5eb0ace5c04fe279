package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.Recorded;
import dev.radin.operator.Resources;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** The stages at which a selection is recorded for later versions, each as the present version leaves it. */
enum RecordedStage {
    INSPECTING(name -> run(name).until("inspect").running()),
    INSPECTED(name -> run(name).until("extract")),
    MAKING_PASSES(name -> run(name).until("extract").partlyDone()),
    RANKED(name -> run(name).until("evaluate 1")),
    EVALUATING_ROUND_2(name -> run(name).until("evaluate 2").running()),
    PUBLISHING(name -> run(name).until("publish").running()),
    STALLED(name -> run(name).until("extract").failed()),
    STALLED_JOBS_GONE(name -> run(name).until("extract").failed().withoutJobs()),
    SUSPENDED(name ->
            run(name).until("extract").with(JobMaker::suspendedByTheOperator).suspended()),
    SUSPENDED_BY_ANOTHER(name -> run(name).until("extract").with(JobMaker::suspended)),
    SOUP(name -> run(name).until("the end")),
    SOUP_JOBS_GONE(name -> run(name).until("the end").withoutJobs()),
    SOUP_OF_MANY_ROUNDS_JOBS_GONE(
            name -> new RecordedRun(longer(name), 8).until("the end").withoutJobs()),
    EVERYTHING_SAID(name -> new RecordedRun(everything(name), 1).until("the end")),
    EVERYTHING_SAID_JOBS_GONE(
            name -> new RecordedRun(everything(name), 1).until("the end").withoutJobs()),
    SINGLE_KEPT(name -> run(name).keepingTheSingle().until("the end")),
    SINGLE_KEPT_JOBS_GONE(name -> run(name).keepingTheSingle().until("the end").withoutJobs());

    private final Function<String, RecordedRun> run;

    RecordedStage(Function<String, RecordedRun> run) {
        this.run = run;
    }

    /** The resource's name, and the file's. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Recorded record() {
        return run.apply(title()).record();
    }

    private static RecordedRun run(String name) {
        return new RecordedRun(Resources.selection(name), 2);
    }

    private static SoupSelection longer(String name) {
        return Resources.selection(name, spec -> spec.budget = BudgetSpec.of(16));
    }

    private static SoupSelection everything(String name) {
        try {
            String manifest = Files.readString(Path.of("src/test/resources/manifests/everything.yaml"));
            SoupSelection said = Serialization.unmarshal(manifest, SoupSelection.class);
            SoupSelection resource = Resources.selection(name);
            resource.setSpec(said.getSpec());
            resource.getSpec().suspend = false;
            resource.getMetadata().setLabels(said.getMetadata().getLabels());
            return resource;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
