package dev.radin.protocol;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What inspect found without running anything: the inputs as they are, and the passes that the cache lacks.
 *
 * @param models those that can be used as far as their headers tell, in the order of the resource
 * @param base what they started from, called {@link #BASE}; null where there is none or it cannot be used
 * @param distances ‖w_i − w_j‖ over the parameters, estimated from a sample: of each model to those before it in {@code
 *     models}. Empty where there is one model, and in files of earlier versions
 * @param apart the tensors that differ far more between models than the others do; null where there are none, and in files of
 *     earlier versions
 * @param calibration what BatchNorm's statistics are measured on; null where there is none, or no such layer. Its weight is 0
 * @param passes what extract has to run; the order fixes which pod runs which
 * @param notes what a user would want to know, one sentence each; those of models among them
 * @param modelNotes what was recognised in each model's file, by name, excluded ones included
 * @param selection the hash of what was asked for, as {@link Selection#asked} has it
 */
public record Inspection(
        Input architecture,
        List<Model> models,
        Model base,
        List<List<Float>> distances,
        Apart apart,
        List<ExcludedModel> excluded,
        List<Dataset> validation,
        List<Dataset> test,
        Dataset calibration,
        List<PassOrder> passes,
        List<String> notes,
        Map<String, List<String>> modelNotes,
        String selection) {

    /** No model can have this name. */
    public static final String BASE = "(base)";

    /** Earlier versions wrote neither distances between models nor notes by model. */
    public Inspection {
        distances = distances == null ? List.of() : distances;
        modelNotes = modelNotes == null ? Map.of() : modelNotes;
    }

    /**
     * See docs/method.md.
     *
     * @param tensors the names of the first few
     * @param count how many there are
     * @param factor how many times as far as the others they differ at least, relative to their size
     */
    public record Apart(List<String> tensors, int count, double factor) {}

    public Inspection withPasses(List<PassOrder> lacking) {
        return new Inspection(
                architecture,
                models,
                base,
                distances,
                apart,
                excluded,
                validation,
                test,
                calibration,
                lacking,
                notes,
                modelNotes,
                selection);
    }

    /** Those that passes are made of on their own: the models, and the base. */
    public List<Model> run() {
        return Stream.concat(models.stream(), Stream.ofNullable(base)).toList();
    }

    /** What all of their weights are in: the models, and the base. */
    public List<Input> inputs() {
        Stream<Input> adapted =
                ofAdapters() && base == null ? Stream.of(models.get(0).input().base()) : Stream.empty();
        return Stream.concat(run().stream().map(Model::input), adapted).toList();
    }

    /** Whether the models are adapters. */
    public boolean ofAdapters() {
        return !models.isEmpty() && models.get(0).input().base() != null;
    }

    /**
     * @param version ETag or time stamp; empty when the store gives none that can be trusted
     * @param digest {@code sha256:<hex>} when the resource pins one; otherwise null
     * @param stateDictKey which of several weights in the file of a model; null for the usual ones
     * @param base what the updates of a model that is an adapter are added to; null for weights
     */
    public record Input(String uri, long sizeBytes, String version, String digest, String stateDictKey, Input base) {

        public Input(String uri, long sizeBytes, String version, String digest, String stateDictKey) {
            this(uri, sizeBytes, version, digest, stateDictKey, null);
        }

        /** What an adapter is told apart by. @param update digest of what it does @param base digest of the base's weights */
        public static String adapterDigest(String update, String base) {
            return "sha256:" + Hash.sha256(List.of("radin adapter 1", update, base));
        }

        /** The same file as an adapter of a base. */
        public Input on(Input adapted) {
            return new Input(uri, sizeBytes, version, digest, stateDictKey, adapted);
        }
    }

    /**
     * @param distance median L2 distance of the parameters to the other models, estimated from a sample; null when there is no
     *     other
     * @param companions what a program is given beside the weights; null where nothing is
     */
    public record Model(String name, Input input, Double distance, Companions companions) {

        /** What it is told apart by, all that it is run with: {@code sha256:<hex>}. @param weights the digest of these */
        public String digest(String weights) {
            return companions == null
                    ? weights
                    : "sha256:" + Hash.sha256(List.of("radin model 1", weights, "with " + companions.digest()));
        }
    }

    /**
     * Configuration, tokenizer and the like.
     *
     * @param digest of what matters in them
     */
    public record Companions(String digest, long sizeBytes) {}

    /** @param weight in the mean of the validation scores */
    public record Dataset(String name, Input input, double weight, long examples, List<String> inputs) {}

    /** One vertex pass: a model over a dataset, both by name. */
    public record PassOrder(String model, String dataset) {}
}
