package dev.radin.store.s3;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * What requests are signed with.
 *
 * @param keys null for requests that are not signed
 * @param from where they were found, for messages
 */
record Credentials(AwsCredentials keys, String from) {

    static final Credentials ANONYMOUS = new Credentials(null, "nowhere, as was asked");

    boolean isAnonymous() {
        return keys == null;
    }

    /** As much as may be printed. */
    String shown() {
        if (isAnonymous()) {
            return "no credentials";
        }
        String id = keys.accessKeyId();
        return "access key " + id.substring(0, Math.min(4, id.length())) + "…"
                + id.substring(Math.max(0, id.length() - 2)) + " (from " + from + ")";
    }

    @Override
    public String toString() {
        return shown();
    }
}
