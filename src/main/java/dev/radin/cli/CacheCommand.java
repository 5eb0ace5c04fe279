package dev.radin.cli;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.cache.CacheUser;
import dev.radin.cache.CachedPass;
import dev.radin.cache.PassClaims;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.local.CacheTable;
import dev.radin.location.Location;
import dev.radin.protocol.Selection;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = {
            "Looks after the passes that selections keep: each saves a run of a network, and none is removed by itself.",
            "",
            "  radin cache list -f soup.yaml",
            "  radin cache verify -f soup.yaml",
            "  radin cache prune -f soup.yaml --older-than 30d",
            ""
        },
        synopsisSubcommandLabel = "COMMAND")
final class CacheCommand implements Runnable {

    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([hdw])");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Which cache, and whose results count. */
    static final class Place {

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "The SoupSelection whose cache and output are meant.")
        private String file;

        @Option(names = "--cache-uri", paramLabel = "URI", description = "Instead of that of a SoupSelection.")
        private String cacheUri;

        @Option(
                names = "--output-uri",
                paramLabel = "URI",
                description = "An output whose selections use the cache too; may be given several times.")
        private List<String> outputUris = List.of();

        @Mixin
        private LimitOptions limits;

        private final Store store = Stores.local();
        private Location cache;
        private final List<Location> outputs = new ArrayList<>();

        private void resolve() {
            if (file == null && cacheUri == null) {
                throw new RadinException(
                        Reason.InvalidSpec, "which cache: -f names a SoupSelection, --cache-uri a folder");
            }
            if (file != null) {
                Selection selection = Selections.of(new ResourceFile(file, null, null).read());
                cache = Location.of(selection.cacheUri());
                outputs.add(Location.of(selection.outputUri()));
            }
            if (cacheUri != null) {
                cache = Arguments.output(cacheUri).withoutSlash();
            }
            outputUris.forEach(uri -> outputs.add(Arguments.output(uri).withoutSlash()));
            if (store.folders(cache).isEmpty()) {
                throw new RadinException(
                        Reason.InputNotFound, cache + ": holds no cache; check the path, or run a selection first");
            }
        }

        private List<CachedPass> passes() {
            return CachedPass.in(store, cache, bounds());
        }

        private List<CacheUser> users() {
            return outputs.stream()
                    .flatMap(output -> CacheUser.under(store, output, cache).stream())
                    .toList();
        }

        private Limits bounds() {
            return limits.limits();
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the passes of a cache: of which models, over what, how large, how old, for whom.")
    int list(@Mixin Place place) {
        place.resolve();
        out().print(CacheTable.render(place.passes(), place.users(), Instant.now()));
        out().flush();
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Reads every pass of a cache against its digest, and ends with exit code 4 when one is damaged.")
    int verify(@Mixin Place place) {
        place.resolve();
        List<CachedPass> passes = place.passes();
        int exitCode = 0;
        for (CachedPass pass : passes) {
            try {
                pass.verify(place.store, place.bounds());
            } catch (RadinException e) {
                exitCode = Failures.report(spec.commandLine(), e.reason(), e.getMessage());
            }
        }
        if (exitCode == 0) {
            out().println(passes.size() + (passes.size() == 1 ? " pass is whole" : " passes are whole"));
        }
        out().flush();
        return exitCode;
    }

    @Command(
            name = "prune",
            mixinStandardHelpOptions = true,
            description = {
                "Removes passes that are older than some age and that no selection under the outputs needs.",
                "",
                "Without --yes it only lists them. A selection that uses the cache from another output is not seen: name its"
                        + " output with --output-uri.",
                "",
                "Options:"
            })
    int prune(
            @Mixin Place place,
            @Option(names = "--older-than", required = true, paramLabel = "AGE", description = "As 12h, 30d or 8w.")
                    String age,
            @Option(names = "--yes", description = "Remove them.") boolean yes) {
        Instant limit = Instant.now().minus(age(age));
        place.resolve();
        List<CacheUser> users = place.users();
        List<CachedPass> unneeded = place.passes().stream()
                .filter(pass -> pass.modified().isBefore(limit))
                .filter(pass -> users.stream().noneMatch(user -> user.needs(pass)))
                .toList();
        out().print(CacheTable.render(unneeded, users, Instant.now()));
        if (yes) {
            unneeded.forEach(pass -> place.store.delete(pass.uri()));
            PassClaims.removeOlder(place.store, place.cache, limit);
        }
        out().println(
                        unneeded.isEmpty()
                                ? "nothing to remove"
                                : yes ? "removed" : "nothing was removed; add --yes to remove them");
        out().flush();
        return 0;
    }

    private static Duration age(String age) {
        Matcher matcher = AGE.matcher(age);
        if (!matcher.matches()) {
            throw new RadinException(
                    Reason.InvalidSpec, "--older-than: \"" + age + "\" is no age; write it as 12h, 30d or 8w");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
