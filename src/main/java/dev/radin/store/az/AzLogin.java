package dev.radin.store.az;

import dev.radin.store.http.Call;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a process is to a storage account. */
interface AzLogin {

    /**
     * The same request with who asks.
     *
     * @param uri what is asked for, for messages
     */
    Call authorize(String uri, Call call);

    /** Looks anew where it is taken no longer; whether there is something to look for. */
    default boolean renew() {
        return false;
    }

    /** As much as may be printed. */
    String shown();

    /** What is wrong where the account does not know it, and what to do. */
    String unknown();

    /** What it takes to be let in, where the account does know it. */
    String needs(Rights rights);

    /**
     * What somebody is to be let do.
     *
     * @param role of Entra
     * @param permissions of shared access signatures
     */
    record Rights(String role, String permissions) {
        static final Rights READING = new Rights("Storage Blob Data Reader", "r and l");
        static final Rights WRITING = new Rights("Storage Blob Data Contributor", "r, l, c and w");
    }

    /** As was asked. */
    record Nobody() implements AzLogin {
        @Override
        public Call authorize(String uri, Call call) {
            return call;
        }

        @Override
        public String shown() {
            return "nobody, as was asked";
        }

        @Override
        public String unknown() {
            return "the container is not public; give credentials, and unset AZURE_NO_SIGN_REQUEST";
        }

        @Override
        public String needs(Rights rights) {
            return "the container has to be public";
        }
    }

    /**
     * A shared access signature, which goes with the query.
     *
     * @param from where it was found
     */
    record Sas(String query, String from) implements AzLogin {

        private static final Pattern END = Pattern.compile("(?:^|&)se=([0-9A-Za-z:.%+-]{8,40})(?:&|$)");

        @Override
        public Call authorize(String uri, Call call) {
            String text = call.uri().toString();
            URI target = URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + query);
            return new Call(call.method(), target, call.headers(), call.body());
        }

        /** Until when it is good is no secret. */
        @Override
        public String shown() {
            Matcher end = END.matcher(query);
            return "the shared access signature (from " + from
                    + (end.find() ? ", good until " + URLDecoder.decode(end.group(1), StandardCharsets.UTF_8) : "")
                    + ")";
        }

        @Override
        public String unknown() {
            return shown() + " has expired or is none; give a fresh one";
        }

        @Override
        public String needs(Rights rights) {
            return "it has to be good still, with permissions " + rights.permissions + " here";
        }

        @Override
        public String toString() {
            return shown();
        }
    }
}
