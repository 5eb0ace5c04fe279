package dev.radin.soup.strategy;

import dev.radin.soup.statistics.Basins;

/** Why a model is in none of the soups that a strategy proposes. */
public enum KeptOut {
    /** Far from the others of its basin: {@link Basins.Basin#far}. */
    FarInBasin,
    /** In another basin than those that soups are proposed of. */
    OtherBasin
}
