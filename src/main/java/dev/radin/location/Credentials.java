package dev.radin.location;

import java.util.regex.Pattern;

/** Secrets that tools let people write in URIs. URIs stand in resources, reports and logs: none is taken, none is printed. */
public final class Credentials {

    /**
     * A user before a host, unless the scheme begins as abfs and wasb do, whose containers stand there; or an option that is
     * called as secrets are. Means the same in RE2.
     */
    public static final String PATTERN = "^([^aAwW/][^/]*|[aAwW][^bBaA/][^/]*)//[^/]*@|" + Credentials.OPTION;

    /** The second of these alone. */
    public static final String OPTION =
            "[?][^?]*([Kk]ey|[Ss]ecret|[Tt]oken|[Pp]assword|[Cc]redential|[Ss]ig)[A-Za-z]*=";

    /** What is said of them. */
    public static final String SAYS =
            "must not hold credentials; give workers theirs by environment, from a Secret, or by service account";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private Credentials() {}

    public static boolean areIn(String uri) {
        return FORM.matcher(uri).find();
    }

    /** The URI without what may be secret in it. */
    static String hidden(String uri) {
        String place = uri.replaceFirst("^([^/]*//)[^/]*@", "$1…@");
        int query = place.indexOf('?');
        return query < 0 ? place : place.substring(0, query) + "?…";
    }
}
