package dev.radin.protocol;

import dev.radin.fault.Counted;
import java.util.List;

/**
 * How large a soup is, as people are told it.
 *
 * @param models of those that are chosen among
 * @param base whether it holds the base too, which is no such model
 */
public record SoupSize(int models, boolean base) {

    /** @param members all names of them */
    public static SoupSize of(List<String> members) {
        return of(members.size(), members.contains(Inspection.BASE));
    }

    /** @param members how many there are, the base among them if there is one */
    public static SoupSize of(int members, boolean base) {
        return new SoupSize(members - (base ? 1 : 0), base);
    }

    /** As {@code 7 of 8 models and the base}. @param all how many models can be used */
    public String of(int all) {
        return models + " of " + Counted.of(all, "model") + (base ? " and the base" : "");
    }
}
