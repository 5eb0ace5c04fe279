package dev.radin.tensor.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Map;
import java.util.Set;

/** Which adapters are more than {@code scaling · B · A} on the base as it is, by the fields that peft writes. */
final class AdapterVariant {

    /** Ways to begin a training that leave the base as it is. */
    private static final Set<String> PLAIN_BEGINNINGS = Set.of("true", "false", "gaussian", "orthogonal", "eva");

    /** What is read elsewhere, and what mattered while it was trained only. */
    private static final Set<String> HARMLESS = Set.of(
            "peft_type",
            "task_type",
            "auto_mapping",
            "base_model_name_or_path",
            "base_model_class",
            "revision",
            "inference_mode",
            "peft_version",
            "r",
            "lora_alpha",
            "lora_dropout",
            "target_modules",
            "exclude_modules",
            "layers_to_transform",
            "layers_pattern",
            "modules_to_save",
            "rank_pattern",
            "alpha_pattern",
            "fan_in_fan_out",
            "bias",
            "lora_bias",
            "use_rslora",
            "init_lora_weights",
            "eva_config",
            "megatron_core",
            "qalora_group_size",
            "runtime_config",
            "velora_config");

    private static final Map<String, String> NAMED = Map.of(
            "use_dora", "is trained with DoRA, whose update is not a product of two factors",
            "use_qalora", "is trained with QALoRA, on a quantised base",
            "loftq_config", "is trained with LoftQ, on a quantised base",
            "target_parameters", "adapts single parameters (target_parameters)",
            "trainable_token_indices", "trains single tokens (trainable_token_indices)",
            "layer_replication", "repeats layers of its base (layer_replication)");

    private AdapterVariant() {}

    /** @throws RadinException {@code IncompatibleModels} */
    static void check(ObjectNode fields, String uri) {
        String type = fields.path("peft_type").asText("");
        if (!type.equals("LORA")) {
            throw refused(
                    uri,
                    "is an adapter of type " + Printable.of(type.isEmpty() ? "unknown" : type, 100) + ", not LORA");
        }
        String beginning = fields.path("init_lora_weights").asText("true");
        if (!PLAIN_BEGINNINGS.contains(beginning)
                && !fields.path("init_lora_weights").isNull()) {
            throw refused(
                    uri,
                    "was begun with init_lora_weights \"" + Printable.of(beginning, 100)
                            + "\", which changes the base too");
        }
        fields.properties().forEach(field -> {
            if (!HARMLESS.contains(field.getKey()) && says(field.getValue())) {
                throw refused(
                        uri,
                        NAMED.getOrDefault(
                                field.getKey(),
                                "sets " + Printable.of(field.getKey(), 100) + ", which radin does not know"));
            }
        });
    }

    private static boolean says(JsonNode value) {
        return !value.isNull()
                && !(value.isBoolean() && !value.asBoolean())
                && !(value.isContainerNode() && value.isEmpty())
                && !(value.isTextual() && value.asText().isEmpty());
    }

    private static RadinException refused(String uri, String what) {
        return new RadinException(
                Reason.IncompatibleModels,
                uri + ": " + what + "; merge it into its base first, with peft:"
                        + " PeftModel.from_pretrained(base, adapter).merge_and_unload().save_pretrained(folder)");
    }
}
