package dev.radin.location;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options of buckets, as several tools write them in URIs, by one name each. */
final class OptionNames {

    static final String ENDPOINT = "endpoint";
    private static final String PROTOCOL = "scheme";

    /** Those of pyarrow and Ray, of Go CDK and Kubeflow Pipelines, and of fsspec. */
    private static final Map<String, String> KNOWN = Map.of(
            AzurePath.ACCOUNT,
            AzurePath.ACCOUNT,
            "account_name",
            AzurePath.ACCOUNT,
            ENDPOINT,
            ENDPOINT,
            "endpoint_override",
            ENDPOINT,
            PROTOCOL,
            PROTOCOL,
            "region",
            "region",
            "path_style",
            "path_style",
            "s3ForcePathStyle",
            "path_style");

    private OptionNames() {}

    /** @param written {@code name=value}, joined by {@code &}, or empty */
    static Options read(String written) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String option : written.isEmpty() ? new String[0] : written.split("&")) {
            int equals = option.indexOf('=');
            String name = KNOWN.get(option.substring(0, equals));
            if (name == null) {
                throw new WrongLocation(
                        "\"" + option.substring(0, equals) + "\" is no option of a bucket, as endpoint, region,"
                                + " path_style and account are; end the URI with a ? where this belongs to the key");
            }
            String value = option.substring(equals + 1);
            if (Escapes.areWrongIn(value)) {
                throw new WrongLocation("option " + name + " has a % that is no %XX; write % as %25");
            }
            values.put(name, Escapes.undo(value));
        }
        String protocol = values.remove(PROTOCOL);
        values.computeIfPresent(
                ENDPOINT,
                (name, host) -> host.contains("://") ? host : (protocol == null ? "https" : protocol) + "://" + host);
        return new Options(values);
    }
}
