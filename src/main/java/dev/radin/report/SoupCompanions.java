package dev.radin.report;

import dev.radin.cache.Workspace;
import dev.radin.fault.Listing;
import dev.radin.location.HubPath;
import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a soup of models of transformers needs beside its weights: the files of one of its members.
 *
 * @param source that member
 * @param files of that member
 * @param notes what members differ in, for people
 * @param onHub the members' repositories on the hub, where all are there
 * @param origins what the members' configurations say that they were trained from
 */
record SoupCompanions(
        ModelPool.Member source, CompanionFiles files, List<String> notes, List<String> onHub, List<String> origins) {

    private static final int NAMES_SHOWN = 4;

    /** @param source a member of the mixture */
    static SoupCompanions of(Workspace workspace, ModelPool pool, Mixture mixture, int source) {
        List<ModelPool.Member> everyone = pool.everyone();
        ModelPool.Member taken = everyone.get(source);
        boolean adapters =
                taken.model().input().base() != null && workspace.selection().keepsAdapters();
        CompanionFiles files = adapters ? none(workspace) : files(workspace, taken);
        List<String> notes = new ArrayList<>(files.notes());
        Map<String, List<String>> differing = new LinkedHashMap<>();
        TreeSet<String> hub = new TreeSet<>();
        TreeSet<String> origins = new TreeSet<>();
        boolean allOnHub = true;
        List<CompanionFiles> ofMembers = workspace.requests().map(mixture.size(), i -> {
            int number = mixture.member(i);
            return number == source || adapters ? files : files(workspace, everyone.get(number));
        });
        for (int i = 0; i < mixture.size(); i++) {
            ModelPool.Member member = everyone.get(mixture.member(i));
            if (adapters) {
                base(workspace, member).ifPresent(origins::add);
            } else {
                CompanionFiles own = ofMembers.get(i);
                files.differences(own).forEach(name -> differing
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(member.name()));
                own.origin().ifPresent(origins::add);
            }
            Optional<String> repository =
                    repository(Location.of(member.model().input().uri()));
            repository.ifPresent(hub::add);
            allOnHub &= repository.isPresent();
        }
        differing.forEach((name, members) -> notes.add(
                name + " is another in " + Listing.of(members, NAMES_SHOWN) + "; this is that of " + taken.name()));
        return new SoupCompanions(taken, files, notes, allOnHub ? List.copyOf(hub) : List.of(), List.copyOf(origins));
    }

    /** What an adapter is loaded with lies beside its base. */
    private static CompanionFiles none(Workspace workspace) {
        return new CompanionFiles(workspace.store(), Map.of(), Optional.empty());
    }

    /** The name of an adapter's base, where that is one on the hub. */
    private static Optional<String> base(Workspace workspace, ModelPool.Member member) {
        if (member.model().input().base() == null) {
            return Optional.empty();
        }
        try (Adapter adapter = workspace.inputs().openAdapter(member.model().input())) {
            return Optional.of(adapter.base()).filter(CompanionFiles::isNameOnHub);
        }
    }

    private static CompanionFiles files(Workspace workspace, ModelPool.Member member) {
        return workspace.inputs().companions(member.model().input());
    }

    private static Optional<String> repository(Location uri) {
        return uri.scheme().equals(HubPath.HUB) && !HubPath.of(uri).isDataset()
                ? Optional.of(HubPath.of(uri).repository())
                : Optional.empty();
    }
}
