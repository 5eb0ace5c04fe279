package dev.radin.operator.resource;

import dev.radin.Golden;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.plan.Planner;
import dev.radin.plan.Step;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.HashForm;
import dev.radin.protocol.PassKey;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.protocol.Selection.Inference;
import dev.radin.protocol.WeightsForm;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Hashes that clusters and caches keep. Where one of them changes, every finished selection runs again after an upgrade, or
 * every pass is made again: no form that was released may be written anew here.
 */
class HashesGoldenTest {

    private static final Path MANIFESTS = Path.of("src/test/resources/hashes");

    @Test
    void ofWhatIsAskedFor() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : List.of("minimal", "everything", "strategy", "folders")) {
            SoupSelection resource =
                    Serialization.unmarshal(Files.readString(MANIFESTS.resolve(name + ".yaml")), SoupSelection.class);
            Selection selection = Selections.of(resource);
            add(lines, name, "asked", selection.asked());
            add(lines, name, "inspect", inspect(resource, selection));
            add(lines, name, "workers", WorkersRevision.of(resource).hash());
        }
        Golden.check("hashes.txt", lines.toString());
    }

    private static AskedHash inspect(SoupSelection resource, Selection selection) {
        Planner planner = new Planner(selection, 4, Selections.rerunNonce(resource));
        return ((Step.Launch) planner.next(List.of()).step()).task().taskHash();
    }

    private static void add(StringBuilder lines, String name, String of, AskedHash hash) {
        HashForm[] forms = HashForm.values();
        for (int i = 0; i < forms.length; i++) {
            lines.append(String.format(
                    "%-12s%-10s%-10s%s%n", name, of, forms[i], hash.forms().get(i)));
        }
    }

    @Test
    void ofPasses() {
        TreeMap<String, Double> weights = new TreeMap<>(Map.of("sha256:aa", 0.25, "sha256:bb", 0.75));
        String keys = String.join(
                "\n",
                key(weights, new Inference(0, null, null), null),
                key(weights, new Inference(64, null, null), null),
                key(weights, new Inference(0, "logits", null), null),
                key(weights, new Inference(0, null, 1), FloatDType.BF16),
                "");
        Golden.check("pass-keys.txt", keys);
    }

    private static String key(TreeMap<String, Double> weights, Inference inference, FloatDType dtype) {
        return PassKey.of(weights, "network", "dataset", inference, new WeightsForm(dtype, false, null), "cpu")
                .hex();
    }
}
