package dev.radin.local;

import dev.radin.cache.CacheUser;
import dev.radin.cache.CachedPass;
import dev.radin.fault.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a cache holds, for people: the newest pass first. */
public final class CacheTable {

    private static final int MODELS_SHOWN = 2;
    private static final int KEY_SHOWN = 12;
    private static final int VERSION_SHOWN = 10;
    private static final int DIGEST_SHOWN = 6;
    /** Of a digest with {@code sha256:} before it. */
    private static final int PREFIXED_SHOWN = 15;

    private CacheTable() {}

    /** @param users the selections that are known, by which models and datasets have names */
    public static String render(List<CachedPass> passes, List<CacheUser> users, Instant now) {
        StringBuilder table = new StringBuilder();
        row(table, "PASS", "SIZE", "AGE", "DATASET", "EXAMPLES", "MADE BY", "NEEDED BY", "MODELS");
        passes.stream()
                .sorted(Comparator.comparing(CachedPass::modified).reversed().thenComparing(CachedPass::key))
                .forEach(pass -> row(
                        table,
                        start(pass.key(), KEY_SHOWN),
                        Bytes.text(pass.sizeBytes()),
                        age(Duration.between(pass.modified(), now)),
                        pass.members().isEmpty() ? "damaged" : name(users, CacheUser::datasets, pass.dataset()),
                        pass.shape().isEmpty()
                                ? ""
                                : String.format(Locale.ROOT, "%,d", pass.shape().get(0)),
                        madeBy(pass),
                        neededBy(pass, users),
                        models(pass, users)));
        long bytes = passes.stream().mapToLong(CachedPass::sizeBytes).sum();
        table.append(String.format(
                Locale.ROOT,
                "%n%d %s, %s%n",
                passes.size(),
                passes.size() == 1 ? "pass" : "passes",
                Bytes.text(bytes)));
        return table.toString();
    }

    private static void row(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-12s  %10s  %6s  %-16s %9s  %-20s %-24s %s", cells)
                        .stripTrailing())
                .append(System.lineSeparator());
    }

    /** Passes that a program made in two of its versions differ in nothing else. */
    private static String madeBy(CachedPass pass) {
        if (pass.evaluator().isEmpty()) {
            return "-";
        }
        String digest = Printable.of(start(pass.evaluator().replaceFirst("^sha256:", ""), DIGEST_SHOWN));
        return pass.version().isEmpty()
                ? "network " + digest
                : Printable.of(pass.version(), VERSION_SHOWN) + " (" + digest + ")";
    }

    private static String neededBy(CachedPass pass, List<CacheUser> users) {
        List<String> names = users.stream()
                .filter(user -> user.needs(pass))
                .map(CacheUser::name)
                .distinct()
                .toList();
        return names.isEmpty()
                ? "-"
                : names.size() == 1 ? names.get(0) : names.get(0) + " and " + (names.size() - 1) + " more";
    }

    private static String models(CachedPass pass, List<CacheUser> users) {
        List<String> names = pass.members().stream()
                .map(member -> name(users, CacheUser::models, member))
                .toList();
        return names.size() <= MODELS_SHOWN
                ? String.join(" + ", names)
                : names.get(0) + " + " + (names.size() - 1) + " more";
    }

    /** The start of the digest where nobody has a name for it. */
    private static String name(List<CacheUser> users, Function<CacheUser, Map<String, String>> names, String digest) {
        Optional<String> known = users.stream()
                .map(user -> names.apply(user).get(digest))
                .filter(name -> name != null)
                .findFirst();
        return Printable.of(known.orElse(start(digest, PREFIXED_SHOWN)));
    }

    private static String start(String text, int characters) {
        return text.substring(0, Math.min(characters, text.length()));
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
    }
}
