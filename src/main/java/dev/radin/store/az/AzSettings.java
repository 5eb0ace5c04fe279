package dev.radin.store.az;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the environment says of a storage account, by the names that Azure's tools have for it. */
record AzSettings(Map<String, String> environment) {

    static final String CONNECTION = "AZURE_STORAGE_CONNECTION_STRING";

    private static final Set<String> YES = Set.of("1", "true", "yes");

    /** Those of the emulator, which are published. */
    private static final Map<String, String> EMULATOR = Map.of(
            "AccountName",
            "devstoreaccount1",
            "AccountKey",
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
            "BlobEndpoint",
            "http://127.0.0.1:10000/devstoreaccount1");

    /** The first of these that is set; empty for none. */
    String get(String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    boolean isYes(String name) {
        return YES.contains(get(name).toLowerCase(Locale.ROOT));
    }

    /** The account that is meant where a URI names none; empty for none. */
    String account() {
        String named = get("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT");
        return named.isEmpty() ? connection("AccountName") : named;
    }

    /** A part of the connection string; empty where it has none of this name. */
    String connection(String name) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : get(CONNECTION).split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        if (YES.contains(parts.getOrDefault("UseDevelopmentStorage", "").toLowerCase(Locale.ROOT))) {
            return EMULATOR.getOrDefault(name, "");
        }
        return parts.getOrDefault(name, "");
    }
}
