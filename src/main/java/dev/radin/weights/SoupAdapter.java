package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.WeightsForm;
import dev.radin.store.ScratchFolder;
import dev.radin.tensor.DType;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.KeptAdapter;
import java.util.Optional;

/** A soup of adapters as the adapter that would be published, on scratch: that is what is added to the base and run. */
final class SoupAdapter implements AutoCloseable {

    private final ScratchFolder folder;
    private final Adapter adapter;

    private SoupAdapter(ScratchFolder folder, Adapter adapter) {
        this.folder = folder;
        this.adapter = adapter;
    }

    static SoupAdapter onScratch(Workspace workspace, WeightsForm form, AdapterSoup soup) {
        ScratchFolder folder = ScratchFolder.create(workspace.settings().scratch());
        try {
            Location place = Location.of(folder.path()).folder();
            files(workspace, form, soup)
                    .write(name -> workspace.store().create(place.child(name)), SoupMembers.settings(workspace));
            return new SoupAdapter(
                    folder, workspace.inputs().openAdapter(new Inspection.Input(place.toString(), 0, "", null, null)));
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /** What is written. */
    static KeptAdapter files(Workspace workspace, WeightsForm form, AdapterSoup soup) {
        return KeptAdapter.of(
                soup,
                form.rank(),
                Optional.ofNullable(form.dtype()).map(dtype -> DType.valueOf(dtype.name())),
                workspace.settings().limits().bufferBytes() / 2);
    }

    Adapter adapter() {
        return adapter;
    }

    @Override
    public void close() {
        adapter.close();
        folder.close();
    }
}
