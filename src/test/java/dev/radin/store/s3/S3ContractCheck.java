package dev.radin.store.s3;

import dev.radin.store.ServerContract;
import dev.radin.store.Store;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Objects of a server that {@code dev/check-stores} started: the bucket "radin" at -Dradin.s3.endpoint. */
@EnabledIfSystemProperty(named = "radin.s3.endpoint", matches = ".+")
class S3ContractCheck extends ServerContract {

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment()
            .set("AWS_ENDPOINT_URL", System.getProperty("radin.s3.endpoint", ""))
            .set("AWS_ACCESS_KEY_ID", "radin")
            .set("AWS_SECRET_ACCESS_KEY", "radin-secret");

    private final S3Store store = new S3Store(
            environment.values(), Http.of(Map.of(), Time.REAL), new ReadAhead(64 << 20), new WriteBehind(64 << 20));

    S3ContractCheck() {
        super("s3");
    }

    @Override
    protected Store store() {
        return store;
    }
}
