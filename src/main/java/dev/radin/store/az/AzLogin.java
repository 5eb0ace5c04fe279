package dev.radin.store.az;

import dev.radin.store.http.Call;
import java.net.URI;

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
            return "it is not public";
        }
    }

    /**
     * A shared access signature, which goes with the query.
     *
     * @param from where it was found
     */
    record Sas(String query, String from) implements AzLogin {
        @Override
        public Call authorize(String uri, Call call) {
            String text = call.uri().toString();
            URI target = URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + query);
            return new Call(call.method(), target, call.headers(), call.body());
        }

        @Override
        public String shown() {
            return "the shared access signature (from " + from + ")";
        }

        @Override
        public String unknown() {
            return shown() + " has expired or is none; give a fresh one";
        }

        @Override
        public String toString() {
            return shown();
        }
    }
}
