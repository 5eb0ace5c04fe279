package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.LogitsTable;
import java.util.List;

/** Passes of several models over one dataset, side by side. */
public record PassTable(List<StoredPass> passes) implements LogitsTable {

    public PassTable {
        StoredPass first = passes.get(0);
        for (StoredPass pass : passes) {
            if (pass.examples() != first.examples() || pass.classes() != first.classes()) {
                throw new RadinException(
                        Reason.InvalidInput,
                        "the passes over one dataset have different shapes: [" + first.examples() + ", "
                                + first.classes() + "] and [" + pass.examples() + ", " + pass.classes()
                                + "]; does the architecture's output depend on its weights?");
            }
        }
    }

    @Override
    public int models() {
        return passes.size();
    }

    @Override
    public int examples() {
        return passes.get(0).examples();
    }

    @Override
    public int classes() {
        return passes.get(0).classes();
    }

    @Override
    public String name(int model) {
        return passes.get(model).uri();
    }

    @Override
    public void read(int model, int first, int count, float[] target) {
        passes.get(model).read(first, count, target);
    }

    @Override
    public void close() {
        passes.forEach(StoredPass::close);
    }
}
