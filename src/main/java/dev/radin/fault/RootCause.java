package dev.radin.fault;

/** What lies under a library's wrapping of exceptions, which is what a user can do something about. */
public final class RootCause {

    private RootCause() {}

    public static Throwable of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Also where a library has it for the cause of an exception of its own. */
    public static boolean isOutOfMemory(Throwable failure) {
        return of(failure) instanceof OutOfMemoryError;
    }

    /** On one line: the kind of failure, and what it says of itself. */
    public static String line(Throwable failure) {
        Throwable root = of(failure);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
