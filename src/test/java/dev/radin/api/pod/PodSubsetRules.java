package dev.radin.api.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The rules that the API server holds of a pod's parts beside its types, in the words of {@link PodWords}. */
final class PodSubsetRules {

    private final ObjectNode template;

    private PodSubsetRules(ObjectNode template) {
        this.template = template;
    }

    static void addTo(ObjectNode template) {
        new PodSubsetRules(template).all();
    }

    private void all() {
        keys("/metadata/labels", true);
        keys("/metadata/annotations", true);
        keys("/spec/nodeSelector", false);
        named(
                "/spec/containers[]",
                "self.name == '" + PodWords.WORKER + "'",
                "(self.name == 'evaluator' ? '" + PodWords.EVALUATOR_SAYS + "' : '" + PodWords.CONTAINER_SAYS + "')");
        named(
                "/spec/initContainers[]",
                "!(self.name in ['worker', 'evaluator']) && !self.name.startsWith('" + PodWords.OWN_PREFIX + "')",
                "'" + PodWords.INIT_CONTAINER_SAYS + "'");
        schema("/spec/initContainers[]/restartPolicy").putArray("enum").add("Always");
        schema("/spec/initContainers[]/restartPolicy").remove("maxLength");
        named(
                "/spec/volumes[]",
                "!self.name.startsWith('" + PodWords.OWN_PREFIX + "')",
                "'" + PodWords.OWN_VOLUME + "'");
        exactlyOne("/spec/volumes[]", PodWords.VOLUME_SOURCES, PodWords.ONE_SOURCE);
        exactlyOne("/spec/resourceClaims[]", PodWords.CLAIM_SOURCES, PodWords.ONE_CLAIM);
        for (String containers : new String[] {"/spec/containers[]", "/spec/initContainers[]"}) {
            schema(containers + "/env[]/name").put("pattern", PodWords.ENV_NAME);
            schema(containers + "/env").put(PodSchema.PATCH_STRATEGY, PodMerge.RETAIN_KEYS);
            rule(containers + "/env[]", "!has(self.value) || !has(self.valueFrom)")
                    .put("message", PodWords.ENV_VALUE_TWICE);
            exactlyOne(containers + "/env[]/valueFrom", PodWords.ENV_SOURCES, PodWords.ONE_ENV_SOURCE);
            exactlyOne(containers + "/envFrom[]", PodWords.ENV_FROM_SOURCES, PodWords.ONE_ENV_FROM);
            schema(containers + "/volumeMounts[]/mountPath").put("pattern", PodWords.MOUNT_PATH);
        }
        rule("/spec/containers[]/volumeMounts[]", "!self.mountPath.matches('" + PodWords.OWN_PATH + "')")
                .put("fieldPath", ".mountPath")
                .put("messageExpression", "self.mountPath + ' " + PodWords.OWN_PATH_SAYS + "'");
    }

    private void keys(String path, boolean ownAreRefused) {
        String key = "k.matches('" + PodWords.LABEL_KEY + "')";
        rule(path, "self.all(k, " + key + ")")
                .put(
                        "messageExpression",
                        "'\"' + self.filter(k, !" + key + ")[0] + '\" " + PodWords.LABEL_KEY_SAYS + "'");
        if (ownAreRefused) {
            String own = "k.matches('" + PodWords.OWN_LABEL + "')";
            rule(path, "!self.exists(k, " + own + ")")
                    .put("messageExpression", "self.filter(k, " + own + ")[0] + ' " + PodWords.OWN_LABEL_SAYS + "'");
        }
    }

    private void named(String path, String rule, String words) {
        rule(path, rule).put("fieldPath", ".name").put("messageExpression", "'\"' + self.name + '\" ' + " + words);
    }

    private void exactlyOne(String path, String members, String words) {
        String list = Arrays.stream(members.split(", "))
                .map(m -> "has(self." + m + ")")
                .collect(Collectors.joining(", ", "[", "]"));
        rule(path, list + ".exists_one(x, x)").put("message", words);
    }

    private ObjectNode rule(String path, String rule) {
        return schema(path).withArray("x-kubernetes-validations").addObject().put("rule", rule);
    }

    private ObjectNode schema(String path) {
        ObjectNode node = template;
        for (String step : path.substring(1).split("/")) {
            node = node.withObject("/properties/" + step.replace("[]", ""));
            if (step.endsWith("[]")) {
                node = node.withObject("/items");
            }
        }
        if (!node.has("type")) {
            throw new IllegalStateException("there is no " + path);
        }
        return node;
    }
}
