package dev.radin.bench;

import dev.radin.dataset.LabelsFile;
import dev.radin.dataset.LogitsFolder;
import dev.radin.location.Location;
import dev.radin.soup.Labels;
import dev.radin.soup.Mixture;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a script gives: a folder of logits, a file of labels, and one of mixtures. */
record LogitsInput(LogitsFolder logits, Labels labels, List<Mixture> mixtures) implements AutoCloseable {

    /** @param mixtures a file with one a line, as {@code model=weight,model=weight} */
    static LogitsInput open(String folder, String labels, String mixtures) throws IOException {
        List<Mixture> read = Files.readAllLines(Path.of(mixtures)).stream()
                .map(LogitsInput::mixture)
                .toList();
        Store store = Stores.local();
        Location file = location(labels);
        LogitsFolder logits = LogitsFolder.open(store, Limits.DEFAULT, location(folder), file);
        return new LogitsInput(logits, LabelsFile.read(store.open(file), Limits.DEFAULT), read);
    }

    private static Location location(String path) {
        return Location.of(Path.of(path).toAbsolutePath());
    }

    private static Mixture mixture(String line) {
        String[] members = line.split(",");
        int[] models = new int[members.length];
        double[] weights = new double[members.length];
        for (int k = 0; k < members.length; k++) {
            String[] member = members[k].split("=");
            models[k] = Integer.parseInt(member[0]);
            weights[k] = Double.parseDouble(member[1]);
        }
        return Mixture.of(models, weights);
    }

    @Override
    public void close() {
        logits.close();
    }
}
