package dev.radin.store.s3;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.ServerContract;
import dev.radin.store.Store;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Objects of a server that {@code dev/check-stores} started: the bucket "radin" at -Dradin.s3.endpoint. And what is said of its
 * refusals, which the tests of every build make up.
 */
@EnabledIfSystemProperty(named = "radin.s3.endpoint", matches = ".+")
class S3ContractCheck extends ServerContract {

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment()
            .set("AWS_ENDPOINT_URL", System.getProperty("radin.s3.endpoint", ""))
            .set("AWS_ACCESS_KEY_ID", "radin")
            .set("AWS_SECRET_ACCESS_KEY", "radin-secret");

    private final S3Store store = asTheEnvironmentSays();

    S3ContractCheck() {
        super("s3");
    }

    @Override
    protected Store store() {
        return store;
    }

    private S3Store asTheEnvironmentSays() {
        return new S3Store(
                environment.values(), Http.of(Map.of(), Time.REAL), new ReadAhead(64 << 20), new WriteBehind(64 << 20));
    }

    @Test
    void aKeyThatNobodyKnowsIsSaid() {
        environment.set("AWS_ACCESS_KEY_ID", "stranger");

        isRefused(asTheEnvironmentSays(), "access key stra…er (from AWS_ACCESS_KEY_ID) is not known at ");
    }

    @Test
    void aSecretOfAnotherKeyIsSaid() {
        environment.set("AWS_SECRET_ACCESS_KEY", "another");

        isRefused(asTheEnvironmentSays(), "the secret key does not belong to access key ");
    }

    private void isRefused(Store stranger, String words) {
        isRefused(() -> stranger.list(folder()), Reason.InputForbidden, words);
        isRefused(() -> stranger.open(folder().child("object")), Reason.InputForbidden, words);
        isRefused(
                () -> WholeObjects.publish(stranger, folder().child("object"), new byte[3]),
                Reason.OutputNotWritable,
                words);
    }

    @Test
    void aBucketThatIsMissingIsSaid() {
        Location elsewhere = Location.of("s3://nowhere/object");

        String message = "there is no bucket \"nowhere\" at ";

        isRefused(() -> store.list(elsewhere), Reason.InputNotFound, message);
        isRefused(() -> store.open(elsewhere), Reason.InputNotFound, message);
        isRefused(() -> WholeObjects.publish(store, elsewhere, new byte[3]), Reason.OutputNotWritable, message);
    }
}
