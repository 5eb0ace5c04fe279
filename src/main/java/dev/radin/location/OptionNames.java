package dev.radin.location;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options of buckets, as several tools write them in URIs, by one name each. */
final class OptionNames {

    static final String ENDPOINT = "endpoint";
    private static final String REGION = "region";
    private static final String PATH_STYLE = "path_style";
    private static final String PROTOCOL = "scheme";

    /** Those of pyarrow and Ray, of Go CDK and Kubeflow Pipelines, and of fsspec, where they differ from ours. */
    private static final Map<String, String> ALIASES =
            Map.of("account_name", AzurePath.ACCOUNT, "endpoint_override", ENDPOINT, "s3ForcePathStyle", PATH_STYLE);

    private static final List<String> OF_S3 = List.of(ENDPOINT, REGION, PATH_STYLE);

    /** What a store takes, by its scheme. The protocol of an endpoint that is a host alone belongs to the endpoint. */
    private static final Map<String, List<String>> TAKEN = Map.of(
            "s3",
            OF_S3,
            "minio",
            OF_S3,
            Scheme.GS,
            List.of(ENDPOINT),
            AzurePath.AZ,
            List.of(AzurePath.ACCOUNT, ENDPOINT));

    private OptionNames() {}

    /**
     * @param scheme of buckets
     * @param written {@code name=value}, joined by {@code &}, or empty
     */
    static Options read(String scheme, String written) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String option : written.isEmpty() ? new String[0] : written.split("&")) {
            int equals = option.indexOf('=');
            String name = name(scheme, option.substring(0, equals));
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

    private static String name(String scheme, String written) {
        String name = ALIASES.getOrDefault(written, written);
        List<String> taken = TAKEN.get(scheme);
        if (!taken.contains(name) && !name.equals(PROTOCOL)) {
            throw new WrongLocation("\"" + written + "\" is no option of " + scheme + "://, which takes "
                    + String.join(", ", taken) + "; end the URI with a ? where this belongs to the key");
        }
        return name;
    }
}
