package dev.radin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of a Pod's container: {@code envFrom} first, then {@code env}, with {@code $(NAME)} filled in. */
record PodEnvironment(Pod pod, NamedData data) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_.-][A-Za-z0-9_.-]*)\\)");

    Map<String, String> of(Container container) throws NamedData.Missing {
        Map<String, String> variables = new LinkedHashMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            String prefix = source.getPrefix() == null ? "" : source.getPrefix();
            all(source).forEach((key, value) -> variables.put(prefix + key, new String(value, UTF_8)));
        }
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValueFrom() == null
                    ? expand(variable.getValue() == null ? "" : variable.getValue(), variables)
                    : from(variable.getValueFrom());
            if (value != null) {
                variables.put(variable.getName(), value);
            }
        }
        return variables;
    }

    /** {@code text} with each {@code $(NAME)} replaced that {@code variables} knows. */
    static String expand(String text, Map<String, String> variables) {
        return REFERENCE
                .matcher(text)
                .replaceAll((MatchResult match) ->
                        Matcher.quoteReplacement(variables.getOrDefault(match.group(1), match.group())));
    }

    private Map<String, byte[]> all(EnvFromSource source) throws NamedData.Missing {
        return source.getConfigMapRef() != null
                ? data.configMap(
                        source.getConfigMapRef().getName(),
                        source.getConfigMapRef().getOptional())
                : data.secret(
                        source.getSecretRef().getName(), source.getSecretRef().getOptional());
    }

    /** Null for an optional reference that leads nowhere. */
    private String from(EnvVarSource source) throws NamedData.Missing {
        if (source.getFieldRef() != null) {
            return PodField.value(pod, source.getFieldRef().getFieldPath());
        }
        if (source.getConfigMapKeyRef() != null) {
            var key = source.getConfigMapKeyRef();
            return value(data.configMap(key.getName(), key.getOptional()), key.getKey(), key.getOptional());
        }
        if (source.getSecretKeyRef() != null) {
            var key = source.getSecretKeyRef();
            return value(data.secret(key.getName(), key.getOptional()), key.getKey(), key.getOptional());
        }
        throw new NamedData.Missing("a fake node knows fieldRef, configMapKeyRef and secretKeyRef only");
    }

    private static String value(Map<String, byte[]> data, String key, Boolean optional) throws NamedData.Missing {
        byte[] value = data.get(key);
        if (value == null && !Boolean.TRUE.equals(optional)) {
            throw new NamedData.Missing("couldn't find key " + key);
        }
        return value == null ? null : new String(value, UTF_8);
    }
}
