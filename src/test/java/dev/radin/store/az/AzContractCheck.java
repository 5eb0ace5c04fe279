package dev.radin.store.az;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.ServerContract;
import dev.radin.store.Store;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Blobs of an emulator that {@code dev/check-clouds} started: the container "radin" of the account at -Dradin.az.connection. And
 * what is said of its refusals, which the tests of every build make up.
 */
@EnabledIfSystemProperty(named = "radin.az.connection", matches = ".+")
class AzContractCheck extends ServerContract {

    private static final String CONNECTION = System.getProperty("radin.az.connection", "");
    private static final AzSettings SETTINGS = new AzSettings(Map.of(AzSettings.CONNECTION, CONNECTION));
    private static final String ACCOUNT = SETTINGS.account();
    private static final String KEY = SETTINGS.connection("AccountKey");

    private final AzStore store = store(SETTINGS.environment());

    AzContractCheck() {
        super("az");
    }

    @Override
    protected Store store() {
        return store;
    }

    private static AzStore store(Map<String, String> environment) {
        return new AzStore(
                environment, Http.of(Map.of(), Time.REAL), new ReadAhead(64 << 20), new WriteBehind(64 << 20));
    }

    /** Azurite tells a login that it does not know by words alone, which an answer to HEAD has none of. */
    @Test
    void aKeyOfAnotherAccountIsSaid() {
        String other = Base64.getEncoder().encodeToString(new byte[64]);
        Store stranger = store(Map.of(AzSettings.CONNECTION, CONNECTION.replace(KEY, other)));
        String message = "the key (from AZURE_STORAGE_CONNECTION_STRING) does not belong to account " + ACCOUNT;

        isRefused(() -> stranger.list(folder()), Reason.InputForbidden, message);
        isRefused(() -> stranger.open(object()), Reason.InputForbidden, message);
    }

    @Test
    void aContainerThatIsMissingIsSaid() {
        Location elsewhere = Location.of("az://nowhere/object");
        String message = "there is no container \"nowhere\" in storage account " + ACCOUNT;

        isRefused(() -> store.list(elsewhere), Reason.InputNotFound, message);
        isRefused(() -> store.open(elsewhere), Reason.InputNotFound, message);
        isRefused(() -> WholeObjects.publish(store, elsewhere, new byte[3]), Reason.OutputNotWritable, message);
    }

    @Test
    void aContainerThatIsNotPublicIsSaid() {
        Store nobody = store(Map.of(AzSettings.CONNECTION, CONNECTION, "AZURE_NO_SIGN_REQUEST", "true"));
        WholeObjects.publish(store, object(), "content".getBytes(UTF_8));

        String message = "the container is not public; give credentials, and unset AZURE_NO_SIGN_REQUEST";

        isRefused(() -> nobody.open(object()), Reason.InputForbidden, message);
        isRefused(() -> nobody.list(folder()), Reason.InputForbidden, message);
    }

    @Test
    void aSharedAccessSignatureMayDoWhatItSays() throws GeneralSecurityException {
        WholeObjects.publish(store, object(), "content".getBytes(UTF_8));
        Store reader = signed("rl", "2100-01-01T00:00:00Z");

        assertThat(WholeObjects.read(reader, object())).isEqualTo("content");
        isRefused(
                () -> WholeObjects.publish(reader, folder().child("other"), new byte[3]),
                Reason.OutputNotWritable,
                "with permissions r, l, c and w here");
        Store late = signed("rl", "2020-01-01T00:00:00Z");
        isRefused(
                () -> late.list(folder()),
                Reason.InputForbidden,
                "good until 2020-01-01T00:00:00Z) has expired or is none; give a fresh one");
        isRefused(
                () -> late.open(object()),
                Reason.InputForbidden,
                "good until 2020-01-01T00:00:00Z) has expired or is none; give a fresh one");
        isRefused(
                () -> signed("w", "2100-01-01T00:00:00Z").open(object()),
                Reason.InputForbidden,
                "with permissions r and l here");
    }

    /** Of the account (https://learn.microsoft.com/rest/api/storageservices/create-account-sas). */
    private static AzStore signed(String permissions, String end) throws GeneralSecurityException {
        String version = "2021-12-02";
        String text = ACCOUNT + "\n" + permissions + "\nb\nsco\n\n" + end + "\n\n\n" + version + "\n\n";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        return store(Map.of(
                "AZURE_STORAGE_ACCOUNT_NAME",
                ACCOUNT,
                "AZURE_STORAGE_ENDPOINT",
                SETTINGS.connection("BlobEndpoint"),
                "AZURE_STORAGE_SAS_TOKEN",
                "sv=" + version + "&ss=b&srt=sco&sp=" + permissions + "&se=" + URLEncoder.encode(end, UTF_8) + "&sig="
                        + URLEncoder.encode(signature, UTF_8)));
    }

    private Location object() {
        return folder().child("object");
    }
}
