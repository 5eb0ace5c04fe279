package dev.radin.report;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.soup.Mixture;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.List;

/**
 * What the folder of a published soup is called: after the soup, whose file its names and shards are taken from, and what its
 * manifest says of it. Another selection that chose the same weights by other data publishes its own.
 */
record SoupName(Workspace workspace, Inspection inspection, ModelPool pool) {

    String of(Mixture mixture, SoupCompanions companions) {
        List<String> lines = new ArrayList<>();
        addWeights(lines, mixture);
        lines.add(workspace.evaluatorDigest(inspection));
        lines.add(workspace.selection().metric().name());
        for (List<Inspection.Dataset> datasets : List.of(inspection.validation(), inspection.test())) {
            datasets.forEach(d -> lines.add(
                    d.name() + " " + d.weight() + " " + workspace.digests().of(d.input())));
            lines.add("");
        }
        workspace
                .passes()
                .statistics(pool.byDigest(mixture), inspection)
                .ifPresent(statistics -> lines.add("statistics " + statistics.hex()));
        companions.files().digests().forEach((file, digest) -> lines.add("with " + file + " " + digest));
        return Hash.brief(Hash.sha256(lines));
    }

    /** Of whom they are made, after whose file they are laid out, and in which form they are written. */
    private void addWeights(List<String> lines, Mixture mixture) {
        pool.byDigest(mixture).forEach((digest, weight) -> lines.add(digest + " " + weight));
        Inspection.Input first = pool.members().get(mixture.member(0)).model().input();
        lines.add("as " + workspace.digests().of(first)
                + (first.stateDictKey() == null ? "" : " " + first.stateDictKey()));
        if (workspace.selection().outputDType() != null) {
            lines.add("in " + workspace.selection().outputDType());
        }
        if (workspace.form(inspection).isAdapter()) {
            Integer rank = workspace.form(inspection).rank();
            lines.add("an adapter" + (rank == null ? "" : " of rank " + rank));
        }
    }
}
