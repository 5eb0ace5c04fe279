package dev.radin.api.v1alpha1;

import dev.radin.fault.Printable;

/**
 * One thing that is wrong with a resource.
 *
 * @param path of the field, as {@code spec.models[3].uri}
 * @param message what is wrong and what to do
 */
public record Problem(String path, String message) {

    private static final int MOST_CHARACTERS = 500;

    /** On one line, with nothing that a terminal would obey: both parts may quote what somebody wrote. */
    @Override
    public String toString() {
        return Printable.of(path.isEmpty() ? message : path + ": " + message, MOST_CHARACTERS);
    }
}
