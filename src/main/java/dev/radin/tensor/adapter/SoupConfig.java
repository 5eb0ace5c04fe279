package dev.radin.tensor.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.tensor.checkpoint.ConfigJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The {@code adapter_config.json} of averaged adapters: what their configurations say alike, the ranks of the factors, and for
 * each module an alpha as large as its rank, so that every scaling is one.
 */
final class SoupConfig {

    /** Which modules an adapter changes, as peft finds them in the base. */
    private static final List<String> TARGETS =
            List.of("target_modules", "exclude_modules", "layers_to_transform", "layers_pattern");

    private static final List<String> CARRIED = List.of(
            "auto_mapping",
            "base_model_name_or_path",
            "bias",
            "fan_in_fan_out",
            "lora_bias",
            "peft_type",
            "revision",
            "task_type");

    private static final String WHOLE = "modules_to_save";

    private SoupConfig() {}

    /** @param ranks by module */
    static byte[] write(AdapterSoup soup, Map<String, Integer> ranks) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        CARRIED.forEach(field -> carry(config, soup.first(), field));
        config.put("inference_mode", true);
        config.put("init_lora_weights", true);
        config.put("lora_dropout", 0.0);
        config.put("use_dora", false);
        config.put("use_rslora", false);
        config.set(WHOLE, whole(soup));
        if (differing(soup, TARGETS).isEmpty()
                && !soup.first().config().fields().path(TARGETS.get(0)).isNull()) {
            TARGETS.forEach(field ->
                    config.set(field, sorted(soup.first().config().fields().path(field))));
        } else {
            TARGETS.forEach(config::putNull);
            ArrayNode names = config.putArray(TARGETS.get(0));
            ranks.keySet().forEach(names::add);
        }
        int usual = mostFrequent(ranks.values());
        config.put("r", usual);
        config.put("lora_alpha", usual);
        ObjectNode rankPattern = config.putObject("rank_pattern");
        ObjectNode alphaPattern = config.putObject("alpha_pattern");
        ranks.forEach((module, rank) -> {
            if (rank != usual) {
                rankPattern.put(exactly(module), rank);
                alphaPattern.put(exactly(module), rank);
            }
        });
        return ConfigJson.write(sortedFields(config));
    }

    /** The fields that are taken from the first although members differ in them. */
    static List<String> differing(AdapterSoup soup) {
        return differing(soup, CARRIED);
    }

    private static List<String> differing(AdapterSoup soup, List<String> fields) {
        return fields.stream()
                .filter(field -> soup.members().stream()
                                .map(member -> sorted(
                                        member.adapter().config().fields().path(field)))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    private static void carry(ObjectNode config, Adapter from, String field) {
        JsonNode value = from.config().fields().get(field);
        if (value != null) {
            config.set(field, value);
        }
    }

    /** The modules that any member saves whole; all hold the same tensors. */
    private static JsonNode whole(AdapterSoup soup) {
        TreeSet<String> names = new TreeSet<>();
        soup.members()
                .forEach(member ->
                        member.adapter().config().fields().path(WHOLE).forEach(name -> names.add(name.asText())));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        names.forEach(list::add);
        return list.isEmpty() ? JsonNodeFactory.instance.nullNode() : list;
    }

    /** Lists of names have no order: peft writes them as it finds them in a set. A missing field is as null. */
    private static JsonNode sorted(JsonNode value) {
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (!value.isArray()) {
            return value;
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        elements.sort((a, b) -> a.isNumber() && b.isNumber()
                ? Double.compare(a.asDouble(), b.asDouble())
                : a.asText().compareTo(b.asText()));
        return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }

    private static ObjectNode sortedFields(ObjectNode config) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        config.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        sorted.forEach(result::set);
        return result;
    }

    private static int mostFrequent(Collection<Integer> ranks) {
        Map<Integer, Long> counts = new TreeMap<>(
                ranks.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        return counts.entrySet().stream()
                .filter(entry -> Objects.equals(entry.getValue(), most))
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElseThrow();
    }

    /** A regular expression for this name, which peft would else take for the end of longer ones too. */
    private static String exactly(String module) {
        return "^" + module.replaceAll("[^A-Za-z0-9_]", "\\\\$0");
    }
}
