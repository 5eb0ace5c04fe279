package dev.radin.api.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid resources of before the first release, and what they meant. */
final class OldResources {

    private final Random random;

    OldResources(long seed) {
        this.random = new Random(seed);
    }

    ObjectNode next() {
        ObjectNode resource = JsonMapper.builder().build().createObjectNode();
        resource.put("apiVersion", "radin.dev/v1alpha1").put("kind", "SoupSelection");
        resource.putObject("metadata").put("name", "letters");
        ObjectNode spec = resource.putObject("spec");
        input(spec.putObject("architecture"), "architecture");
        if (sometimes()) {
            folder(spec.putObject("modelsFrom"));
        } else {
            models(spec.putArray("models"));
        }
        datasets(spec.putArray("validation"), "val", true);
        if (sometimes()) {
            datasets(spec.putArray("test"), "test", false);
        }
        String metric = one("Accuracy", "Top5Accuracy", "NegativeLogLikelihood", "MacroF1", null);
        if (metric != null) {
            spec.put("metric", metric);
        }
        if (sometimes()) {
            spec.put("budget", random.nextInt(1001));
        }
        if (sometimes()) {
            strategy(spec.putObject("strategy"), spec.path("models"));
        }
        if (sometimes()) {
            spec.put("unusableModels", one("Exclude", "Fail"));
        }
        if (sometimes()) {
            inference(spec.putObject("inference"));
        }
        ObjectNode output = spec.putObject("output").put("uri", "file:///out/" + one("a", "b/", "c//"));
        if (sometimes()) {
            output.put("dtype", one("F64", "F32", "F16", "BF16"));
        }
        if (sometimes()) {
            spec.putObject("cache").put("uri", "file:///cache/");
        }
        if (sometimes()) {
            spec.put("suspend", random.nextBoolean());
        }
        return resource;
    }

    private void input(ObjectNode input, String name) {
        input.put("uri", "file:///data/" + name + one(".pt", ".safetensors"));
        if (sometimes()) {
            input.put("digest", "sha256:" + "0123456789abcdef".repeat(4));
        }
    }

    private void folder(ObjectNode folder) {
        folder.put("uri", "file:///data/" + one("sweep/", "my%20sweep", "1e-5", "true/", "mod%C3%A8les/"));
        if (sometimes()) {
            folder.put("include", one("*", "*.pt", "checkpoint-*"));
        }
        if (sometimes()) {
            folder.put("stateDictKey", one("ema", "teacher."));
        }
    }

    private void models(ArrayNode models) {
        for (int i = 0, count = 2 + random.nextInt(4); i < count; i++) {
            ObjectNode model = models.addObject().put("name", one("m", "1e-", "0x", "no.") + i);
            input(model, "m" + i);
            if (sometimes()) {
                model.put("stateDictKey", "ema");
            }
        }
    }

    private void datasets(ArrayNode datasets, String name, boolean weighted) {
        for (int i = 0, count = 1 + random.nextInt(3); i < count; i++) {
            ObjectNode dataset = datasets.addObject().put("name", name + i);
            input(dataset, name + i);
            if (weighted && sometimes()) {
                dataset.put("weight", one("1", "0.5", "2e-3", "+3"));
            }
        }
    }

    private void strategy(ObjectNode strategy, JsonNode models) {
        String type = one("Auto", "Search", "Radin", "Greedy", models.isEmpty() ? "Auto" : "Listed");
        strategy.put("type", type);
        if (sometimes()) {
            strategy.put("seed", random.nextLong(1L << 32));
        }
        if (type.equals("Radin") && sometimes()) {
            strategy.put("candidates", 1 + random.nextInt(100_000));
        }
        if (type.equals("Radin") && sometimes()) {
            strategy.put("prior", one("0", "-1e-3", ".5", "2."));
        }
        if (type.equals("Listed")) {
            ArrayNode include = strategy.putArray("include");
            for (int i = 0, count = 1 + random.nextInt(3); i < count; i++) {
                mixture(include.addObject(), models);
            }
        }
    }

    private void mixture(ObjectNode mixture, JsonNode models) {
        ArrayNode names = mixture.putArray("models");
        names.add(models.get(0).get("name")).add(models.get(1).get("name"));
        for (int i = random.nextInt(4); i > 0; i--) {
            names.add(models.get(random.nextInt(models.size())).get("name"));
        }
        if (sometimes()) {
            ArrayNode weights = mixture.putArray("weights").add("1").add("0.5");
            while (weights.size() < names.size()) {
                weights.add(one("0", "0.5", "1e-3", ".25", "3"));
            }
        }
    }

    private void inference(ObjectNode inference) {
        if (sometimes()) {
            inference.put("batchSize", random.nextInt(100));
        }
        if (sometimes()) {
            inference.put("precision", "float32");
        }
        if (sometimes()) {
            inference.put("output", one("logits", "0", "12", "a b", ""));
        }
    }

    private boolean sometimes() {
        return random.nextBoolean();
    }

    private String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    /** What a resource asked for before the first release, with its defaults, by what is compared. */
    static Map<String, Object> meaning(JsonNode resource) {
        JsonNode spec = resource.get("spec");
        Map<String, Object> meaning = new LinkedHashMap<>();
        meaning.put("network", input(spec.get("architecture")));
        meaning.put(
                "models",
                each(
                        spec.path("models"),
                        model -> input(model) + model.path("stateDictKey").asText()));
        JsonNode folder = spec.path("modelsFrom");
        meaning.put(
                "folder",
                folder.isMissingNode()
                        ? ""
                        : folder.path("uri").asText() + " "
                                + folder.path("include").asText("*") + " "
                                + folder.path("stateDictKey").asText());
        meaning.put(
                "validation",
                each(
                        spec.path("validation"),
                        d -> input(d) + Double.valueOf(d.path("weight").asText("1"))));
        meaning.put("test", each(spec.path("test"), OldResources::input));
        meaning.put("metric", spec.path("metric").asText("Accuracy").replace("Top5Accuracy", "TopKAccuracy 5"));
        meaning.put("budget", spec.path("budget").asInt(8));
        JsonNode strategy = spec.path("strategy");
        meaning.put("type", strategy.path("type").asText("Auto"));
        meaning.put("seed", strategy.path("seed").asLong(0));
        meaning.put("draws", strategy.path("candidates").asInt(200));
        meaning.put("bonus", Double.valueOf(strategy.path("prior").asText("0")));
        meaning.put("mixtures", each(strategy.path("include"), OldResources::shares));
        meaning.put("unusable", spec.path("unusableModels").asText("Exclude"));
        meaning.put("batchSize", spec.path("inference").path("batchSize").asInt(0));
        meaning.put("output", spec.path("inference").path("output").asText());
        meaning.put("dtype", spec.path("output").path("dtype").asText());
        String output = spec.path("output").path("uri").asText().replaceAll("/+$", "");
        meaning.put("outputUri", output);
        meaning.put("cacheUri", spec.has("cache") ? "file:///cache" : output + "/cache");
        return meaning;
    }

    private static String input(JsonNode input) {
        return input.path("name").asText() + " " + input.path("uri").asText() + " "
                + input.path("digest").asText();
    }

    /** The share of each model in a mixture, rounded as sums of decimals and of doubles differ. */
    private static String shares(JsonNode mixture) {
        List<String> names = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < mixture.get("models").size(); i++) {
            names.add(mixture.get("models").get(i).asText());
            weights.add(mixture.has("weights") ? mixture.get("weights").get(i).asDouble() : 1);
        }
        return shares(names, weights);
    }

    static String shares(List<String> names, List<Double> weights) {
        double sum = weights.stream().mapToDouble(weight -> weight).sum();
        Map<String, Double> shares = new java.util.TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            shares.merge(names.get(i), weights.get(i) / sum, Double::sum);
        }
        shares.replaceAll((name, share) -> Math.round(share * 1e9) / 1e9);
        return shares.toString();
    }

    private static List<String> each(JsonNode list, java.util.function.Function<JsonNode, String> said) {
        List<String> all = new ArrayList<>();
        list.forEach(element -> all.add(said.apply(element)));
        return all;
    }
}
