package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.WeightsForm;
import dev.radin.soup.Mixture;
import dev.radin.store.Publication;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.KeptAdapter;
import dev.radin.tensor.adapter.MergedBase;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Members that are adapters of one base, and perhaps the base. Of each soup the base is read once, with the sum of the updates
 * added as it is read; what is kept of factors is bounded.
 */
public final class AdapterMembers implements SoupMembers {

    private final Workspace workspace;
    private final Architecture architecture;
    private final WeightsForm form;
    private final Checkpoint base;

    /** By the numbers of the mixtures; null for the base, and where no mixture has that model. */
    private final List<Adapter> adapters = new ArrayList<>();

    private final List<SoupAdapter> kept = new ArrayList<>();
    private final Map<Mixture, TensorSource> soups = new LinkedHashMap<>();

    private AdapterMembers(Workspace workspace, Architecture architecture, WeightsForm form, Checkpoint base) {
        this.workspace = workspace;
        this.architecture = architecture;
        this.form = form;
        this.base = base;
    }

    public static AdapterMembers open(
            Workspace workspace,
            Architecture architecture,
            WeightsForm form,
            List<Inspection.Input> models,
            List<Mixture> mixtures) {
        Inspection.Input adapter = models.stream()
                .filter(model -> model.base() != null)
                .findFirst()
                .orElseThrow();
        AdapterMembers members = new AdapterMembers(
                workspace, architecture, form, workspace.inputs().openCheckpoint(adapter.base()));
        try {
            for (int i = 0; i < models.size(); i++) {
                int model = i;
                boolean wanted =
                        models.get(i).base() != null && mixtures.stream().anyMatch(m -> m.contains(model));
                members.adapters.add(wanted ? workspace.inputs().openAdapter(models.get(i)) : null);
            }
            mixtures.stream().distinct().forEach(members::prepare);
            return members;
        } catch (RuntimeException | Error e) {
            members.close();
            throw e;
        }
    }

    private void prepare(Mixture mixture) {
        Optional<AdapterSoup> soup = soup(mixture);
        Checkpoint weights = soup.isEmpty()
                ? base
                : MergedBase.of(
                                base,
                                form.isAdapter() ? kept(mixture, soup.get()) : soup.get(),
                                workspace.settings().limits().bufferBytes() / 2)
                        .checkpoint(OutputDType.of(form));
        soups.put(mixture, SoupMembers.named(architecture, weights));
    }

    /** What is published, as it is read again. */
    private AdapterSoup kept(Mixture mixture, AdapterSoup soup) {
        try {
            SoupAdapter written = SoupAdapter.onScratch(workspace, form, soup);
            kept.add(written);
            return AdapterSoup.single(written.adapter());
        } catch (RadinException e) {
            if (mixture.isSingle() && e.reason() == Reason.NonFiniteWeights) {
                return soup; // So are the weights that it is merged into, and its pass says so of this model alone.
            }
            throw e;
        }
    }

    /**
     * Writes a soup as an adapter: that which is added to the base where it is run.
     *
     * @param create begins a file by its name
     * @return what was written
     */
    public KeptAdapter write(Mixture mixture, Function<String, Publication> create) {
        KeptAdapter adapter = SoupAdapter.files(workspace, form, soup(mixture).orElseThrow());
        adapter.write(create, SoupMembers.settings(workspace));
        return adapter;
    }

    /** Nothing where the base is alone. */
    private Optional<AdapterSoup> soup(Mixture mixture) {
        List<AdapterSoup.Member> members = new ArrayList<>();
        for (int k = 0; k < mixture.size(); k++) {
            Adapter adapter = adapters.get(mixture.member(k));
            if (adapter != null) {
                members.add(new AdapterSoup.Member(adapter, mixture.weight(k)));
            }
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(AdapterSoup.of(members));
    }

    @Override
    public List<TensorInfo> tensors(Mixture soup) {
        return WidenedTensors.as(OutputDType.of(form), soups.get(soup).tensors());
    }

    @Override
    public void average(List<TensorInfo> tensors, List<Mixture> mixtures, List<? extends TensorSink> outputs) {
        for (int k = 0; k < mixtures.size(); k++) {
            WeightAverager.copy(tensors, soups.get(mixtures.get(k)), outputs.get(k), SoupMembers.settings(workspace));
        }
    }

    @Override
    public void close() {
        soups.values().forEach(TensorSource::close);
        kept.forEach(SoupAdapter::close);
        adapters.stream().filter(adapter -> adapter != null).forEach(Adapter::close);
        base.close();
    }
}
