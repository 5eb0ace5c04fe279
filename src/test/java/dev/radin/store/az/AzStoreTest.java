package dev.radin.store.az;

import static dev.radin.store.WholeObjects.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.FakeService;
import dev.radin.store.http.FileServer;
import dev.radin.store.http.FileServer.Fault;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container of Azure's whose account refuses, forgets and hangs up. */
class AzStoreTest {

    private final NoTime time = new NoTime();
    private final FakeAzure azure = new FakeAzure();
    private final Location object = Location.of("az://radin/a b/object?endpoint=" + azure.endpoint());
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("AZURE_STORAGE_ACCOUNT_NAME", "models", "AZURE_STORAGE_ACCESS_KEY", "aGlkZGVu"));

    @AfterEach
    void stop() {
        azure.close();
    }

    private AzStore store() {
        return new AzStore(environment, Http.of(Map.of(), time), new ReadAhead(1 << 20), new WriteBehind(64 << 20));
    }

    @Test
    void aBlobIsReadAtTheVersionThatWasOpened() {
        azure.put("a b/object", new byte[1 << 20]);

        try (Blob blob = store().open(object)) {
            azure.put("a b/object", content(1 << 20));

            blob.read(0, ByteBuffer.allocate(1 << 18));
            assertThatThrownBy(() -> blob.read(1 << 18, ByteBuffer.allocate(1)))
                    .isInstanceOfSatisfying(
                            RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputChanged));
        }
    }

    @Test
    void whatIsSmallIsOpenedAndReadByOneRequest() {
        azure.put("a b/object", "content".getBytes(UTF_8));

        assertThat(read(store().open(object))).isEqualTo("content");
        assertThat(azure.requests()).singleElement().asString().startsWith("GET /");
    }

    @Test
    void aFolderIsNoBlob() {
        azure.put("a b/object", new byte[0], Map.of("hdi_isfolder", "true"));

        assertThat(store().stat(object)).isEmpty();
        assertThat(store().openIfPresent(object)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | KeyBasedAuthenticationNotPermitted | InputForbidden | access denied to the key (from"
                        + " AZURE_STORAGE_ACCESS_KEY); the account has to allow keys (or give a client of Entra role Storage"
                        + " Blob Data Reader), and the account's firewall has to let this machine through:"
                        + " KeyBasedAuthenticationNotPermitted",
                "403 | AuthenticationFailed | InputForbidden | the key (from AZURE_STORAGE_ACCESS_KEY) does not belong to account"
                        + " models, or this machine's clock is wrong; correct it",
                "404 | ContainerNotFound | InputNotFound | there is no container \"radin\" in storage account models at HOST;"
                        + " check its name",
                "400 | Strange | StorageFailed | HOST refuses: Strange",
            })
    void refusalsSayWhatToDo(int status, String code, Reason reason, String message) {
        azure.failing(refusal(status, code));

        assertThatThrownBy(() -> store().open(object))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(object + ": " + message.replace("HOST", azure.host()) + " (" + azure.host() + ", " + status
                        + ", request REQ1)")
                .hasMessageNotContaining("aGlkZGVu");
    }

    /** Whose description is given all the same. */
    @Test
    void whatIsArchivedIsSaid() {
        azure.put("a b/object", "content".getBytes(UTF_8));

        assertThat(store().stat(object)).isPresent();
        azure.failing(exchange -> FakeService.send(
                exchange,
                409,
                FakeAzure.error("BlobArchived", "This operation is not permitted on an archived blob.")));

        assertThatThrownBy(() -> store().open(object))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessage(object + ": is archived, and read only when it has been rehydrated; set its access tier to"
                        + " Hot or Cool, and wait until it is (" + azure.host() + ", 409)");
    }

    @Test
    void aLoginThatIsUnknownByWordsAloneIsSaid() {
        azure.failing(exchange -> FakeService.send(
                exchange,
                403,
                FakeAzure.error("AuthorizationFailure", "Server failed to authenticate the request. Make sure")));

        assertThatThrownBy(() -> store().list(object.sibling("")))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("the key (from AZURE_STORAGE_ACCESS_KEY) does not belong to account models");
    }

    /** An answer to HEAD has none. */
    @Test
    void aBlobOfALoginThatIsUnknownByWordsAloneIsAskedForThem() {
        azure.failing(
                refusal(403, "AuthorizationFailure"),
                exchange -> FakeService.send(
                        exchange,
                        403,
                        FakeAzure.error(
                                "AuthorizationFailure", "Server failed to authenticate the request. Make sure")));

        assertThatThrownBy(() -> store().stat(object))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("the key (from AZURE_STORAGE_ACCESS_KEY) does not belong to account models");
        assertThat(azure.requests()).hasSize(2);
    }

    @Test
    void whatAnAccountSaysInWordsIsSaid() {
        azure.failing(exchange -> FakeService.send(
                exchange, 403, FakeAzure.error("AuthorizationFailure", "This request is not authorized.")));

        assertThatThrownBy(() -> store().list(object.sibling("")))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("through: AuthorizationFailure: This request is not authorized. (");
    }

    @Test
    void foldersThatAreBlobsAreNone() {
        azure.put("a b/folder", new byte[0], Map.of("hdi_isfolder", "true"));
        azure.put("a b/folder/x", "content".getBytes(UTF_8));

        assertThat(store().stat(object.sibling("folder"))).isEmpty();
        assertThat(store().list(object.sibling(""))).isEmpty();
        assertThat(store().folders(object.sibling(""))).containsExactly("folder");
    }

    @Test
    void aSharedAccessSignatureGoesWithEveryRequestAndIsNeverPrinted() {
        environment.remove("AZURE_STORAGE_ACCESS_KEY");
        environment.put(
                "AZURE_STORAGE_SAS_TOKEN", "?sv=2024-08-04&se=2026-11-28T12%3A03%3A00Z&sp=r&sig=hush%2Bhush%3D");
        azure.put("a b/object", "content".getBytes(UTF_8));

        assertThat(read(store().open(object))).isEqualTo("content");
        store().list(object.sibling(""));

        assertThat(azure.requests()).allMatch(request -> request.endsWith("&sp=r&sig=hush%2Bhush%3D"));
        azure.failing(refusal(403, "AuthenticationFailed"));
        assertThatThrownBy(() -> store().open(object))
                .hasMessageStartingWith(
                        object + ": the shared access signature (from AZURE_STORAGE_SAS_TOKEN, good until"
                                + " 2026-11-28T12:03:00Z) has expired or is none; give a fresh one (")
                .hasMessageNotContaining("hush");
        azure.failing(refusal(403, "AuthorizationPermissionMismatch"));
        assertThatThrownBy(() -> store().list(object.sibling("")))
                .hasMessageContaining(
                        "good until 2026-11-28T12:03:00Z); it has to be good still, with permissions r and l"
                                + " here, and the account's firewall has to let this machine through: AuthorizationPermissionMismatch (")
                .hasMessageNotContaining("hush");
    }

    @Test
    void publicContainersAreReadByNobodyWhereThatIsAsked() {
        environment.put("AZURE_NO_SIGN_REQUEST", "true");
        List<String> who = new ArrayList<>();
        azure.knows(exchange -> {
            who.add(exchange.getRequestHeaders().getFirst("Authorization"));
            return true;
        });

        assertThat(store().stat(object)).isEmpty();

        assertThat(who).containsOnlyNulls();
    }

    /** The answer to the request that decides is lost, and the blob is there with the mark of this writer. */
    @Test
    void aPublicationWhoseAnswerWasLostIsLookedFor() {
        azure.failing(null, azure.lost());

        assertThat(publish(3)).isTrue();
    }

    @Test
    void aListOfBlocksWhoseAnswerWasLostIsLookedFor() {
        azure.failing(null, null, azure.lost());

        assertThat(publish((16 << 20) + 1)).isTrue();

        try (Blob blob = store().open(object)) {
            assertThat(blob.sizeBytes()).isEqualTo((16 << 20) + 1);
        }
    }

    @Test
    void whatIsLargeAndNotTakenInOneRequestIsSentInBlocks() {
        azure.failing(null, FileServer.hangUp());

        assertThat(publish(300_000)).isTrue();

        assertThat(azure.requests()).last().asString().contains("comp=blocklist");
    }

    @Test
    void blocksThatAnothersListDroppedLoseToIt() {
        try (Publication slow = store().create(object)) {
            slow.write(ByteBuffer.wrap(content((16 << 20) + 1)));
            assertThat(publish((16 << 20) + 2)).isTrue();

            assertThat(slow.publish()).isFalse();
        }
    }

    @Test
    void blocksAreSentWhileTheNextAreMadeAndComeTogetherInOrder() {
        byte[] content = content((80 << 20) + 7);

        assertThat(WholeObjects.publish(store(), object, content)).isTrue();

        byte[] read = new byte[content.length];
        try (Blob blob = store().open(object)) {
            blob.read(0, ByteBuffer.wrap(read));
        }
        assertThat(Arrays.equals(read, content)).isTrue();
    }

    @Test
    void aBlockThatNobodySawIsSentAgain() {
        azure.failing(null, FileServer.status(503), null, null);

        assertThat(publish((16 << 20) + 1)).isTrue();
        assertThat(time.pauses()).hasSize(1);
    }

    @Test
    void aContainerThatIsMissingCannotBeWritten() {
        azure.failing(refusal(404, "ContainerNotFound"));

        assertThatThrownBy(() -> publish(3))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageStartingWith(object + ": there is no container \"radin\" in storage account models");
    }

    @Test
    void whatMayNotBeWrittenIsSaid() {
        azure.failing(null, refusal(403, "AuthorizationPermissionMismatch"));

        assertThatThrownBy(() -> publish(3))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageContaining("(or give a client of Entra role Storage Blob Data Contributor)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "az://c/a b | AZURE_STORAGE_ACCOUNT=models | models | https://models.blob.core.windows.net/c/a%20b",
                "az://c/k?account=other | AZURE_STORAGE_ACCOUNT=models,AZURE_STORAGE_ENDPOINT=http://h/models | other"
                        + " | https://other.blob.core.windows.net/c/k",
                "az://c/k | AZURE_STORAGE_ACCOUNT=models,AZURE_STORAGE_ENDPOINT=http://h/models/ | models | http://h/models/c/k",
                "abfss://c@other.dfs.core.windows.net/k | none | other | https://other.blob.core.windows.net/c/k",
                "https://other.z7.blob.storage.azure.net/c/k%23 | none | other | https://other.z7.blob.storage.azure.net/c/k%23",
                "az://c/k | AZURE_STORAGE_CONNECTION_STRING=AccountName=models;EndpointSuffix=core.chinacloudapi.cn | models"
                        + " | https://models.blob.core.chinacloudapi.cn/c/k",
                "az://c/k | AZURE_STORAGE_CONNECTION_STRING=UseDevelopmentStorage=true | devstoreaccount1"
                        + " | http://127.0.0.1:10000/devstoreaccount1/c/k",
            })
    void theUriAndTheEnvironmentSayWhere(String uri, String variables, String account, String target) {
        Map<String, String> values = new TreeMap<>();
        for (String variable : variables == null ? new String[0] : variables.split(",")) {
            values.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        Location location = Location.of(uri);

        AzAccount found = AzAccount.of(location, new AzSettings(values));

        assertThat(found.name()).isEqualTo(account);
        assertThat(found.uri(location.authority(), location.plainPath().substring(1), ""))
                .hasToString(target);
    }

    @Test
    void whatIsInNoAccountIsSaid() {
        environment.clear();

        assertThatThrownBy(() -> store().stat(Location.of("az://radin/object")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec))
                .hasMessage("az://radin/object: does not say in which storage account; write"
                        + " abfss://container@account.dfs.core.windows.net/path, or set AZURE_STORAGE_ACCOUNT_NAME");
    }

    @Test
    void aKeyThatIsNoneIsSaid() {
        environment.put("AZURE_STORAGE_ACCESS_KEY", "no key");

        assertThatThrownBy(() -> store().stat(object))
                .hasMessage(object
                        + ": the key (from AZURE_STORAGE_ACCESS_KEY) is no key of a storage account; correct it");
    }

    private static Fault refusal(int status, String code) {
        return FileServer.status(status, "x-ms-error-code", code, "x-ms-request-id", "REQ1");
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private boolean publish(int size) {
        return WholeObjects.publish(store(), object, content(size));
    }
}
