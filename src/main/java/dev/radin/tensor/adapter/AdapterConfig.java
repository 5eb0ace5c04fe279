package dev.radin.tensor.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Store;
import dev.radin.tensor.FileError;
import dev.radin.tensor.checkpoint.ConfigJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code adapter_config.json} says of an adapter's factors. A variant of LoRA whose update is another than
 * {@code scaling · B · A} on the base as it is, is refused by name.
 *
 * @param base the base's name or path as written; empty where it is not known
 * @param rank of modules that no pattern names, as is {@code alpha}
 * @param rankStabilised whether the scaling is {@code alpha / √rank} (rsLoRA) instead of {@code alpha / rank}
 * @param fields all that it says, for the configuration of a soup
 */
record AdapterConfig(
        String base,
        double rank,
        double alpha,
        boolean rankStabilised,
        List<ByName> rankPatterns,
        List<ByName> alphaPatterns,
        ObjectNode fields) {

    static final String FILE = "adapter_config.json";

    /** A list of thousands of modules is a tenth of this. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String ADVICE = "Copy it here again, or save the adapter again with save_pretrained of peft";

    private static final int MOST_PATTERN_CHARACTERS = 1000;

    /** A value for the modules whose names, or whose ends of names from a dot on, match. */
    record ByName(Pattern names, double value) {}

    /** @throws RadinException {@code InputNotFound}, {@code CorruptModel} for what is no such file, {@code IncompatibleModels} */
    static AdapterConfig read(Store store, Location file) {
        FileError refusal = new FileError(Reason.CorruptModel, file.toString());
        ObjectNode fields;
        try (Blob blob = store.open(file)) {
            if (blob.sizeBytes() > MOST_BYTES) {
                throw refusal.because(
                        "has " + blob.sizeBytes() + " bytes, more than " + MOST_BYTES
                                + ", which no configuration needs",
                        ADVICE);
            }
            fields = ConfigJson.read(blob, refusal, ADVICE);
        }
        AdapterVariant.check(fields, file.toString());
        return new AdapterConfig(
                fields.path("base_model_name_or_path").asText(""),
                number(fields.get("r"), 8, "r", refusal),
                number(fields.get("lora_alpha"), 8, "lora_alpha", refusal),
                fields.path("use_rslora").asBoolean(),
                patterns(fields, "rank_pattern", refusal),
                patterns(fields, "alpha_pattern", refusal),
                fields);
    }

    /** What peft takes where an older version did not write the field. */
    private static double number(JsonNode value, double missing, String field, FileError refusal) {
        if (value == null || value.isNull()) {
            return missing;
        }
        double number = value.asDouble(Double.NaN);
        if (!value.isNumber() || !Double.isFinite(number)) {
            throw refusal.because("\"" + field + "\" is no number", ADVICE);
        }
        return number;
    }

    private static List<ByName> patterns(ObjectNode fields, String field, FileError refusal) {
        List<ByName> patterns = new ArrayList<>();
        JsonNode given = fields.path(field);
        if (!given.isObject() && !given.isNull() && !given.isMissingNode()) {
            throw refusal.because("\"" + field + "\" is no object", ADVICE);
        }
        given.properties()
                .forEach(entry -> patterns.add(new ByName(
                        compiled(entry.getKey(), field, refusal), number(entry.getValue(), 0, field, refusal))));
        return patterns;
    }

    /** As peft matches: the whole name, or its end from a dot on. In linear time, whatever the pattern. */
    private static Pattern compiled(String names, String field, FileError refusal) {
        if (names.length() > MOST_PATTERN_CHARACTERS || names.contains("{")) {
            throw refusal.because(
                    "\"" + field + "\" has \"" + Printable.of(names, 200)
                            + "\"; expressions of more than " + MOST_PATTERN_CHARACTERS
                            + " characters or with counted repetitions, which grow, are not read",
                    "Name the modules in full instead");
        }
        try {
            return Pattern.compile("(?:(?:.*\\.)?(?:" + names + "))");
        } catch (PatternSyntaxException e) {
            throw refusal.because(
                    "\"" + field + "\" has \"" + names + "\", which is no regular expression that radin reads ("
                            + e.getDescription() + ")",
                    "Name the modules in full instead");
        }
    }

    /** What the product is multiplied by. @param rank of the module's factors, which must be what is written here */
    double scaling(String module, int rank, FileError refusal) {
        double written = value(rankPatterns, module).orElse(this.rank);
        if (written != rank) {
            throw refusal.because(
                    "its factors of " + Printable.of(module, 200) + " have rank " + rank + ", but " + FILE + " says "
                            + (long) written,
                    "Copy both files from the same adapter");
        }
        double moduleAlpha = value(alphaPatterns, module).orElse(alpha);
        return rankStabilised ? moduleAlpha / Math.sqrt(rank) : moduleAlpha / rank;
    }

    private static Optional<Double> value(List<ByName> patterns, String module) {
        return patterns.stream()
                .filter(pattern -> pattern.names().matches(module))
                .findFirst()
                .map(ByName::value);
    }

    /** What looking at one character of a module's name may cost. */
    long patternCharacters() {
        return Stream.concat(rankPatterns.stream(), alphaPatterns.stream())
                .mapToLong(pattern -> pattern.names().pattern().length())
                .sum();
    }

    /** Of the base, when it is not the newest. */
    String revision() {
        return fields.path("revision").asText("");
    }
}
