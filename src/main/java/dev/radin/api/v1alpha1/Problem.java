package dev.radin.api.v1alpha1;

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
        String text = (path.isEmpty() ? message : path + ": " + message).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }
}
