package dev.radin.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * How what is asked for becomes a hash. A hash that is kept begins with the number of its form, as {@code
 * 1-0123456789abcdef}, so that what an earlier version of radin did is recognised in the form that it used. A form that was
 * released never changes: where another is needed, it is put before the others here, which stay.
 */
public enum HashForm {

    /**
     * What differs from the {@link Defaults}. A field that a later version adds, with its default, changes no hash of what
     * does not use it.
     */
    ASKED(1) {
        @Override
        String text(Selection selection) {
            return CanonicalJson.without(DEFAULTS, Json.tree(selection));
        }

        @Override
        public String text(JsonNode value) {
            return CanonicalJson.text(value);
        }
    },

    /** Everything, defaults included: of builds before the first release, whose hashes have no number. */
    COMPLETE(0) {
        @Override
        String text(Selection selection) {
            return new String(Json.write(selection), StandardCharsets.UTF_8);
        }

        @Override
        public String text(JsonNode value) {
            return value.toString();
        }
    };

    /** A hash that is kept, of this version, an earlier or a later one, as a pattern. */
    public static final String KEPT = "([1-9][0-9]{0,3}-)?" + Hash.BRIEF;

    private static final JsonNode DEFAULTS = Json.tree(Defaults.SELECTION);

    private final int number;

    HashForm(int number) {
        this.number = number;
    }

    abstract String text(Selection selection);

    /** Of what a user wrote, which has no defaults. */
    public abstract String text(JsonNode value);

    /** @return 64 hex digits */
    public String digest(Selection selection) {
        return Hash.sha256(text(selection).getBytes(StandardCharsets.UTF_8));
    }

    String kept(String sha256) {
        String hash = Hash.brief(sha256);
        return number == 0 ? hash : number + "-" + hash;
    }

    /** Its digits, without the number of its form. */
    public static String hex(String kept) {
        return kept.substring(kept.indexOf('-') + 1);
    }

    /** Whether a later version of radin made it, in a form that this one does not know. */
    public static boolean isNewer(String kept) {
        int dash = kept.indexOf('-');
        return dash > 0 && Integer.parseInt(kept.substring(0, dash)) > values()[0].number;
    }
}
