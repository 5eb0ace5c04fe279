package dev.radin.store.web;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Escapes;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.ReadOnlyStore;
import dev.radin.store.Stat;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import dev.radin.store.http.RangedBlob;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.SequentialBlob;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** {@code https://host/path} and {@code http://host/path}: files of web servers, for which no credentials are sent. */
public final class WebStore extends ReadOnlyStore {

    private static final Set<Integer> NOTHING_THERE = Set.of(404, 410);

    /** Of servers that answer GET only, as for URLs that are signed for it. */
    private static final Set<Integer> NO_HEAD = Set.of(400, 401, 403, 405, 501);

    private final Http http;
    private final ReadAhead readAhead;
    private final Consumer<String> notes;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    /** @param notes takes what people should know, a sentence each */
    public WebStore(Http http, ReadAhead readAhead, Consumer<String> notes) {
        this.http = http;
        this.readAhead = readAhead;
        this.notes = notes;
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        String shown = uri.toString();
        Call head = Call.head(target(uri));
        Optional<WebFile> file = http.exchange(shown, () -> head, answer -> {
            if (NOTHING_THERE.contains(answer.status())) {
                return Optional.empty();
            }
            if (NO_HEAD.contains(answer.status()) || answer.number("Content-Length") < 0) {
                return look(uri);
            }
            return Optional.of(found(uri, answer));
        });
        return file.map(WebFile::stat);
    }

    /** Asks for the first byte, which tells as much and more. */
    private Optional<WebFile> look(Location uri) {
        Call first = Call.get(target(uri)).range(0, 0);
        return http.exchange(
                uri.toString(),
                () -> first,
                answer -> NOTHING_THERE.contains(answer.status()) ? Optional.empty() : Optional.of(found(uri, answer)));
    }

    private static WebFile found(Location uri, Answer answer) {
        if (answer.status() == 200 || answer.status() == 206 || answer.status() == 416) {
            return WebFile.of(uri.toString(), target(uri), answer);
        }
        throw WebFile.refusal(uri.toString(), answer);
    }

    @Override
    public Blob open(Location uri) {
        WebFile file = look(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such file; check the path, or copy it there"));
        if (file.givesParts() || file.sizeBytes() == 0) {
            return new RangedBlob(new Ranges(http, file), readAhead);
        }
        if (noted.add(uri.authority())) {
            notes.accept(
                    uri.authority() + " gives no parts of files, so what is read of them is read from their start");
        }
        return new SequentialBlob(http, file);
    }

    private static URI target(Location uri) {
        URI target = URI.create(uri.scheme() + "://" + uri.authority() + Escapes.ascii(uri.path()));
        if (target.getHost() == null) {
            throw new RadinException(Reason.InvalidSpec, uri + ": \"" + uri.authority() + "\" is no host; correct it");
        }
        return target;
    }

    /** Nobody knows what a web server has in a folder. */
    @Override
    public List<String> list(Location folder) {
        throw new RadinException(
                Reason.InputNotFound,
                folder.withoutSlash()
                        + ": no such file, and folders of web servers cannot be listed; name a file, or the"
                        + " index of shards");
    }

    @Override
    public List<String> folders(Location folder) {
        return list(folder);
    }
}
