package dev.radin.worker;

import dev.radin.fault.Counted;

/** Hears how far the passes of a share are. Called from the thread that runs it. */
public interface Progress {

    /** A pass begins. {@code what} is for people: the model or soup, and the dataset. */
    void passStarted(String what, long examples);

    void examplesDone(long examples);

    /** A pass was published, or found to be impossible for good. */
    void passMade();

    /** A pass was needed and lay in the cache. */
    void passReused();

    /**
     * Nothing is left to do but to wait for passes that others make.
     *
     * @param by who makes the first of them, for people
     */
    void passesAwaited(int passes, String by);

    /** A line of the log of a user's program. Called from any thread. */
    void evaluatorSays(String line);

    /** {@link #passesAwaited} as people read it. */
    static String waiting(int passes, String by) {
        return "waiting for " + Counted.of(passes, "pass", "passes") + " that others are making: " + by;
    }

    Progress SILENT = new Progress() {
        @Override
        public void passStarted(String what, long examples) {}

        @Override
        public void examplesDone(long examples) {}

        @Override
        public void passMade() {}

        @Override
        public void passReused() {}

        @Override
        public void passesAwaited(int passes, String by) {}

        @Override
        public void evaluatorSays(String line) {}
    };
}
