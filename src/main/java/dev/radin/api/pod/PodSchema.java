package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The schema of what a resource may say of pods: a part of a Pod's own, under a Pod's names, as {@code pod.json} beside this
 * class holds it. The custom resource definition has it too.
 */
public final class PodSchema {

    /** What a definition must not hold: how {@link PodMerge} lays one entry of a list over another. */
    public static final String PATCH_STRATEGY = "x-kubernetes-patch-strategy";

    private static final JsonNode TEMPLATE = read();

    private PodSchema() {}

    /** Of a template: {@code metadata} and {@code spec}. Not to be changed. */
    public static JsonNode ofTemplate() {
        return TEMPLATE;
    }

    private static JsonNode read() {
        try (InputStream json = PodSchema.class.getResourceAsStream("pod.json")) {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
