package dev.radin.store.az;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import dev.radin.store.http.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Requests to one container, with who asks. A token that is taken no longer is fetched anew, once a request. */
final class AzContainer {

    private static final String VERSION = "2021-12-02";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final AzAccount account;
    private final String name;
    private final AzLogin login;
    private final Service<AzError> service;

    AzContainer(Http http, AzLogin login, AzAccount account, String name) {
        this.account = account;
        this.name = name;
        this.login = login;
        this.service = new Service<>(http, AzError::of, error -> mend(error.status()));
    }

    /**
     * A request.
     *
     * @param uri what it is for, as messages print it
     * @param body null for none
     */
    record Request(String uri, String method, URI target, Map<String, String> headers, ByteBuffer body) {

        static Request of(String uri, String method, URI target) {
            return new Request(uri, method, target, Map.of(), null);
        }
    }

    /** As it would be sent now. */
    Call call(Request request) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers);
        headers.put("x-ms-version", VERSION);
        headers.put("x-ms-date", DATE.format(Instant.ofEpochMilli(http().time().millis())));
        if (request.body != null) {
            headers.put("Content-Type", "application/octet-stream");
        }
        return login.authorize(request.uri, new Call(request.method, request.target, headers, request.body));
    }

    <T> T ask(Request request, Service.Reader<AzError, T> reader) {
        return service.ask(request.uri, () -> call(request), reader);
    }

    /** @throws IOException where nobody knows what came of the request */
    <T> T askOnce(Request request, Service.Reader<AzError, T> reader) throws IOException {
        return service.askOnce(() -> call(request), reader);
    }

    boolean mend(int status) {
        return status == 401 && login.renew();
    }

    RadinException reading(String uri, AzError error) {
        return fault(uri, error, Reason.InputForbidden, AzLogin.Rights.READING);
    }

    RadinException writing(String uri, AzError error) {
        return fault(uri, error, Reason.OutputNotWritable, AzLogin.Rights.WRITING);
    }

    private RadinException fault(String uri, AzError error, Reason forbidden, AzLogin.Rights rights) {
        String request = " (" + error.request() + ")";
        if (error.isOfContainer()) {
            return new RadinException(
                    forbidden == Reason.OutputNotWritable ? forbidden : Reason.InputNotFound,
                    uri + ": there is no container \"" + name + "\" in storage account " + account.name() + " at "
                            + account.host() + "; check its name" + request);
        }
        if (error.isOfLogin()) {
            return new RadinException(forbidden, uri + ": " + login.unknown() + request);
        }
        String says = (error.code().isEmpty() ? "" : ": " + error.code())
                + (error.words().isEmpty() ? "" : ": " + error.words());
        if (error.status() == 401
                || error.status() == 403
                || error.is("PublicAccessNotPermitted", "ResourceNotFound")) {
            return new RadinException(
                    forbidden,
                    uri + ": access denied to " + login.shown() + "; " + login.needs(rights)
                            + ", and the account's firewall has to let this machine through" + says + request);
        }
        if (error.is("BlobArchived", "BlobBeingRehydrated")) {
            return new RadinException(
                    Reason.InputForbidden,
                    uri
                            + ": is archived, and read only when it has been rehydrated; set its access tier to Hot or Cool, and"
                            + " wait until it is" + request);
        }
        boolean full = error.status() == 413 || error.status() == 507 || error.is("InsufficientStorage");
        return new RadinException(
                full ? Reason.OutputNotWritable : Reason.StorageFailed,
                uri + ": " + account.host() + " refuses" + says + request);
    }

    URI blob(String key, String query) {
        return account.uri(name, key, query);
    }

    Http http() {
        return service.http();
    }
}
