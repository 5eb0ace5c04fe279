package dev.radin.store.s3;

/**
 * What requests are signed with.
 *
 * @param token of temporary ones; else null
 * @param expiresMillis since 1970; {@link Long#MAX_VALUE} for never
 * @param from where they were found, for messages
 */
record Credentials(String keyId, String secret, String token, long expiresMillis, String from) {

    static final Credentials ANONYMOUS = new Credentials("", "", null, Long.MAX_VALUE, "nowhere, as was asked");

    boolean isAnonymous() {
        return keyId.isEmpty();
    }

    /** As much as may be printed. */
    String shown() {
        return isAnonymous()
                ? "no credentials"
                : "access key " + keyId.substring(0, Math.min(4, keyId.length())) + "…"
                        + keyId.substring(Math.max(0, keyId.length() - 2)) + " (from " + from + ")";
    }

    @Override
    public String toString() {
        return shown();
    }
}
