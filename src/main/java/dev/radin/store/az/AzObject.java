package dev.radin.store.az;

import dev.radin.fault.RadinException;
import dev.radin.store.Stat;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a blob.
 *
 * @param tag its ETag
 * @param writer by what it was published; null where that is not known
 */
record AzObject(
        AzContainer container, String uri, String key, long sizeBytes, String tag, Instant written, String writer)
        implements StoredObject {

    static final String WRITER = "x-ms-meta-radin_writer";

    /** What stands for a folder, in accounts that have such. */
    static final String FOLDER = "hdi_isfolder";

    static Optional<AzObject> find(AzContainer container, String uri, String key) {
        return container.ask(AzContainer.Request.of(uri, "HEAD", container.blob(key, "")), (answer, error) -> {
            if (error == null) {
                return of(container, uri, key, answer);
            }
            if (isMissing(error)) {
                return Optional.empty();
            }
            throw container.reading(uri, error.isUnexplained() ? inWords(container, uri, key, error) : error);
        });
    }

    /**
     * By the request for its beginning.
     *
     * @return empty where that does not tell
     */
    static Optional<Optional<AzObject>> findByStart(AzContainer container, String uri, String key, ByteBuffer start) {
        Map<String, String> range = Map.of("Range", "bytes=0-" + (start.capacity() - 1));
        AzContainer.Request get = new AzContainer.Request(uri, "GET", container.blob(key, ""), range, null);
        return container.ask(get, (answer, error) -> {
            if (error == null) {
                Optional<AzObject> found = of(container, uri, key, answer);
                if (found.isPresent()) {
                    new Ranges(container.http(), found.get()).begin(answer, start);
                }
                return Optional.of(found);
            }
            if (error.status() == 416) {
                // There is no part of nothing.
                return Optional.empty();
            }
            if (isMissing(error)) {
                return Optional.of(Optional.empty());
            }
            throw container.reading(uri, error);
        });
    }

    private static boolean isMissing(AzError error) {
        return error.status() == 404 && !error.isOfContainer() && !error.is("ResourceNotFound");
    }

    /** An answer to HEAD has no words, and not every code says enough: one to GET says the rest. */
    private static AzError inWords(AzContainer container, String uri, String key, AzError error) {
        Map<String, String> firstByte = Map.of("Range", "bytes=0-0");
        return container.ask(
                new AzContainer.Request(uri, "GET", container.blob(key, ""), firstByte, null),
                (answer, said) -> said != null && said.status() == error.status() ? said : error);
    }

    /** Empty for a folder. */
    private static Optional<AzObject> of(AzContainer container, String uri, String key, Answer answer)
            throws IOException {
        if ("true".equals(answer.header("x-ms-meta-" + FOLDER))) {
            return Optional.empty();
        }
        long size = Ranges.totalOf(answer);
        String tag = answer.header("ETag");
        if (size < 0 || tag == null) {
            throw new IOException("it describes no blob");
        }
        return Optional.of(new AzObject(container, uri, key, size, tag, answer.modified(), answer.header(WRITER)));
    }

    @Override
    public Stat stat() {
        return new Stat(uri, sizeBytes, "etag " + tag, written);
    }

    @Override
    public Call get() {
        return get(Map.of("If-Match", tag));
    }

    /** What is asked for is signed, too. */
    @Override
    public Call get(long first, long last) {
        return get(Map.of("If-Match", tag, "Range", "bytes=" + first + "-" + last));
    }

    private Call get(Map<String, String> headers) {
        return container.call(new AzContainer.Request(uri, "GET", container.blob(key, ""), headers, null));
    }

    @Override
    public boolean isSame(Answer answer) {
        return tag.equals(answer.header("ETag"));
    }

    @Override
    public boolean isMended(int status, String refusal) {
        return container.mend(status);
    }

    @Override
    public RadinException refused(Answer answer) throws IOException {
        return container.reading(uri, AzError.of(answer, answer.text()));
    }
}
