package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.http.Http;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a bucket is, by its URI and the environment.
 *
 * @param base of another server than Amazon's; null for Amazon's
 * @param region which signatures name
 * @param hostNamesBucket whether the bucket is part of the host's name, and not of the path
 */
record Endpoint(String bucket, URI base, String region, boolean hostNamesBucket) {

    /** Where Amazon's servers tell where a bucket really is, and what others are called that have no regions. */
    static final String USUAL_REGION = "us-east-1";

    private static final Set<String> YES = Set.of("1", "true", "yes");

    /** Amazon's own servers, as settings of KServe and of others spell them out. They are called by the bucket's region. */
    private static final Pattern AMAZONS =
            Pattern.compile("https://s3(?:[.-]([a-z]{2}(?:-[a-z]+)+-[0-9]+))?[.]amazonaws[.]com(?:[.]cn)?");

    static Endpoint of(Location uri, Map<String, String> environment) {
        Map<String, String> options = uri.options().values();
        URI written = base(uri, options.get("endpoint"), environment);
        if (written == null && uri.scheme().equals("minio")) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    uri + ": does not say on which server; add ?endpoint=http://host:9000, or set AWS_ENDPOINT_URL");
        }
        Matcher amazons = AMAZONS.matcher(String.valueOf(written));
        URI base = amazons.matches() ? null : written;
        String ofServer = amazons.matches() && amazons.group(1) != null ? amazons.group(1) : "";
        String region = Stream.of(
                        options.getOrDefault("region", ""),
                        ofServer,
                        environment.getOrDefault("AWS_REGION", ""),
                        environment.getOrDefault("AWS_DEFAULT_REGION", ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(USUAL_REGION);
        boolean canBeHost = uri.authority().matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
        String pathStyle = options.get("path_style");
        boolean asHost = base == null
                ? !isYes(pathStyle)
                : pathStyle == null ? isYes(environment.get("S3_USER_VIRTUAL_BUCKET")) : !isYes(pathStyle);
        return new Endpoint(uri.authority(), base, region, canBeHost && asHost);
    }

    private static boolean isYes(String value) {
        return value != null && YES.contains(value.toLowerCase(Locale.ROOT));
    }

    private static URI base(Location uri, String option, Map<String, String> environment) {
        String text = Stream.of(
                        option == null ? "" : option,
                        environment.getOrDefault("AWS_ENDPOINT_URL_S3", ""),
                        environment.getOrDefault("AWS_ENDPOINT_URL", ""),
                        ofKServe(environment))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
        if (text == null) {
            return null;
        }
        return Http.address(text)
                .orElseThrow(
                        () -> new RadinException(
                                Reason.InvalidSpec,
                                uri
                                        + ": its endpoint is none; write http://host:port or https://host, in the URI or in AWS_ENDPOINT_URL"));
    }

    /** KServe names the host alone, and the protocol beside it. */
    private static String ofKServe(Map<String, String> environment) {
        String host = environment.getOrDefault("S3_ENDPOINT", "");
        if (host.isEmpty() || host.contains("://")) {
            return host;
        }
        String https = environment.getOrDefault("S3_USE_HTTPS", "1");
        return (isYes(https) ? "https://" : "http://") + host;
    }

    boolean isAmazons() {
        return base == null;
    }

    Endpoint in(String otherRegion) {
        return new Endpoint(bucket, base, otherRegion, hostNamesBucket);
    }

    /** Of the server, for messages. */
    String host() {
        return isAmazons()
                ? "s3." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "")
                : Http.host(base);
    }

    /** @param key empty for the bucket itself */
    URI uri(String key, SortedMap<String, String> query) {
        String server = isAmazons() ? "https://" + host() : base.toString();
        String place = hostNamesBucket
                ? server.replaceFirst("://", "://" + bucket + ".") + "/"
                : server + "/" + S3Escapes.path(bucket) + (key.isEmpty() ? "" : "/");
        return URI.create(place + S3Escapes.path(key) + (query.isEmpty() ? "" : "?" + S3Escapes.query(query)));
    }
}
