package dev.radin.soup.strategy;

import dev.radin.soup.statistics.Basins;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Why a model is in none of the soups that a strategy proposes. */
public enum KeptOut {
    /** Far from the others of its basin ({@link Basins.Basin#far}), and in no soup that held. */
    FarInBasin,
    /** In another basin than those that soups are proposed of. */
    OtherBasin;

    /** @param others the members of basins that no soup is proposed of */
    static Map<Integer, KeptOut> of(Basins basins, IntStream others) {
        Map<Integer, KeptOut> keptOut = new TreeMap<>();
        basins.all().forEach(basin -> basin.far().forEach(model -> keptOut.put(model, FarInBasin)));
        others.forEach(model -> keptOut.put(model, OtherBasin));
        return keptOut;
    }
}
