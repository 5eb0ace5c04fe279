package dev.radin.store.http;

/** What is to be done where no credentials were found: the same of every cloud, at a terminal and in a pod. */
public final class NoCredentials {

    private NoCredentials() {}

    /** @param openly what to set where none are needed, and where that is */
    public static String advice(String openly) {
        return "Give one of these, in a cluster by envFrom or serviceAccountName in the workers' template, or set "
                + openly;
    }
}
