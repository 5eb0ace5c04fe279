package dev.radin.operator.observe;

/**
 * A Job that a selection owns and that does not say what it does: somebody edited its labels, or made it.
 *
 * @param problem what is wrong with it, as {@code its label radin.dev/stage is missing}
 */
public record UnreadableJob(String name, String problem) {

    /** For the resource's owner. */
    public String message() {
        return "Job " + name + " belongs to this SoupSelection, but " + problem
                + "; it is ignored: delete it, and its stage runs again where it is needed";
    }
}
