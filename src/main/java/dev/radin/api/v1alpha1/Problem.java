package dev.radin.api.v1alpha1;

/**
 * One thing that is wrong with a resource.
 *
 * @param path of the field, as {@code spec.models[3].uri}
 * @param message what is wrong and what to do
 */
public record Problem(String path, String message) {

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
