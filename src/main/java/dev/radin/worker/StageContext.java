package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.inference.DeviceChoice;
import dev.radin.inference.torchscript.TorchScriptLoader;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Published;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.store.Store;
import java.net.URI;

/** What every stage works with. */
public final class StageContext {

    final Selection selection;
    final WorkerSettings settings;
    final Store store;
    final Progress progress;
    final Layout layout;
    final StoredJson json;
    final InputFiles files;
    final ContentDigests digests;
    final PassCache passes;

    private TorchScriptLoader loader;

    public StageContext(Selection selection, WorkerSettings settings, Store store, Progress progress) {
        this.selection = selection;
        this.settings = settings;
        this.store = store;
        this.progress = progress;
        this.layout = new Layout(selection);
        this.json = new StoredJson(store);
        this.files = new InputFiles(store, settings.limits());
        this.digests = new ContentDigests(layout, json, files);
        this.passes = new PassCache(this);
    }

    /**
     * Starts PyTorch on first use, which takes a second or two: a share that finds everything cached never does.
     *
     * @throws RadinException {@code WorkerFailed} when the device that was asked for is not there
     */
    TorchScriptLoader networks() {
        if (loader == null) {
            loader = TorchScriptLoader.start(
                    settings.device().equals("cuda") ? DeviceChoice.CUDA : DeviceChoice.CPU,
                    settings.threads(),
                    selection.inference().output());
        }
        return loader;
    }

    /** The report that publish wrote. */
    public Report report(Published published) {
        return json.read(URI.create(published.reportUri()), Report.class);
    }

    Inspection inspection(StageTask task) {
        return json.read(layout.stage(Stage.inspect, task.inspection(), "inspection.json"), Inspection.class);
    }

    Ranking ranking(StageTask task) {
        return json.read(layout.stage(Stage.rank, task.ranking(), "ranking.json"), Ranking.class);
    }
}
