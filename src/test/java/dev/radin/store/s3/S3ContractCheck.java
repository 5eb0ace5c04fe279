package dev.radin.store.s3;

import dev.radin.location.Location;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.store.StoreContract;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Objects of a server that {@code dev/check-stores} started: the bucket "radin" at -Dradin.s3.endpoint. */
@EnabledIfSystemProperty(named = "radin.s3.endpoint", matches = ".+")
class S3ContractCheck extends StoreContract {

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment()
            .set("AWS_ENDPOINT_URL", System.getProperty("radin.s3.endpoint", ""))
            .set("AWS_ACCESS_KEY_ID", "radin")
            .set("AWS_SECRET_ACCESS_KEY", "radin-secret");

    private final S3Store store = new S3Store(
            environment.values(), Http.of(Map.of(), Time.REAL), new ReadAhead(64 << 20), new WriteBehind(64 << 20));
    private final Location folder = Location.of("s3://radin/" + UUID.randomUUID());

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Location folder() {
        return folder;
    }

    @Override
    protected void replace(Location uri, byte[] content) throws IOException {
        store.delete(uri);
        try (Publication publication = store.create(uri)) {
            publication.write(ByteBuffer.wrap(content));
            publication.publish();
        }
    }
}
