package dev.radin.cli;

import dev.radin.fault.Listing;
import dev.radin.fault.Printable;
import dev.radin.fault.Reason;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Distances;
import dev.radin.tensor.Limits;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.UpdateDistances;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code radin inspect} says of adapters. */
final class AdapterInspection {

    private static final int NAMES_SHOWN = 8;

    private final PrintWriter out;
    private final Limits limits;

    AdapterInspection(PrintWriter out, Limits limits) {
        this.out = out;
        this.limits = limits;
    }

    void describe(Adapter adapter) {
        int[] ranks = adapter.ranks();
        List<String> targets = adapter.moduleNames().stream()
                .map(module -> module.substring(module.lastIndexOf('.') + 1))
                .distinct()
                .map(name -> Printable.of(name, 100))
                .sorted()
                .toList();
        out.printf(
                Locale.ROOT,
                "  LoRA adapter of %s: rank %s, %d modules (%s)%s%n",
                adapter.base().isEmpty() ? "a base without a name" : Printable.of(adapter.base(), 300),
                ranks[0] == ranks[1] ? ranks[0] : ranks[0] + " to " + ranks[1],
                adapter.moduleNames().size(),
                Listing.of(targets, NAMES_SHOWN),
                adapter.wholeWeights() == 0 ? "" : ", " + adapter.wholeWeights() + " whole weights");
    }

    /** @return the exit code */
    int compare(Map<String, Adapter> adapters) {
        Map<String, String> misfits = AdapterSoup.misfits(adapters);
        Map<String, Adapter> fitting = new LinkedHashMap<>(adapters);
        fitting.keySet().removeAll(misfits.keySet());
        out.println();
        if (misfits.isEmpty()) {
            out.println((adapters.size() == 2 ? "Both" : "All " + adapters.size())
                    + " can be averaged: they are adapters of one base. The exact mean of their updates has rank "
                    + ranks(fitting) + ".");
        } else {
            out.println("These cannot be averaged with the others:");
            misfits.forEach((name, message) -> out.println("  " + name + ": " + message));
        }
        if (fitting.size() > 1) {
            double[] medians =
                    Distances.medians(UpdateDistances.of(List.copyOf(fitting.values()), limits.bufferBytes() / 2));
            List<String> names = List.copyOf(fitting.keySet());
            out.println();
            out.println("Distance of the updates to the others' (L2, median):");
            for (int i = 0; i < medians.length; i++) {
                out.printf(Locale.ROOT, "%12.4f  %s%n", medians[i], names.get(i));
            }
        }
        return misfits.isEmpty() ? 0 : Reason.IncompatibleModels.exitCode();
    }

    private static String ranks(Map<String, Adapter> adapters) {
        Mixture all = Mixture.uniform(IntStream.range(0, adapters.size()).toArray());
        List<Integer> ranks =
                AdapterSoup.of(new ArrayList<>(adapters.values()), all).ranks();
        return ranks.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
