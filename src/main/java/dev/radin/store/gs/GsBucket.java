package dev.radin.store.gs;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import dev.radin.store.http.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests to one bucket, with who asks. A token that is taken no longer is fetched anew, once a request. */
final class GsBucket {

    private final GsServer server;
    private final String name;
    private final GoogleLogin login;
    private final Service<GsError> service;

    GsBucket(Http http, GoogleLogin login, GsServer server, String name) {
        this.server = server;
        this.name = name;
        this.login = login;
        this.service = new Service<>(http, GsBucket::refusal, error -> mend(error.status()));
    }

    private static GsError refusal(Answer answer, String body) throws IOException {
        GsError error = GsError.of(answer, body);
        if (error.isPassing()) {
            throw new IOException(error.words());
        }
        return error;
    }

    /**
     * A request as it would be sent now.
     *
     * @param uri what it is for, as messages print it
     */
    Call call(String uri, String method, URI target, Map<String, String> headers, ByteBuffer body) {
        Map<String, String> all = new LinkedHashMap<>(server.takesTokens() ? login.headers(uri) : Map.of());
        all.putAll(headers);
        return new Call(method, server.paidFor(target), all, body);
    }

    <T> T ask(String uri, String method, URI target, Service.Reader<GsError, T> reader) {
        return service.ask(uri, () -> call(uri, method, target, Map.of(), null), reader);
    }

    <T> T ask(
            String uri,
            String method,
            URI target,
            Map<String, String> headers,
            ByteBuffer body,
            Service.Reader<GsError, T> reader) {
        return service.ask(uri, () -> call(uri, method, target, headers, body), reader);
    }

    /** @throws IOException where nobody knows what came of the request */
    <T> T askOnce(
            String uri,
            String method,
            URI target,
            Map<String, String> headers,
            ByteBuffer body,
            Service.Reader<GsError, T> reader)
            throws IOException {
        return service.askOnce(() -> call(uri, method, target, headers, body), reader);
    }

    boolean mend(int status) {
        return status == 401 && server.takesTokens() && login.renew();
    }

    RadinException reading(String uri, GsError error) {
        return fault(uri, error, Reason.InputForbidden, "storage.objects.get and storage.objects.list");
    }

    RadinException writing(String uri, GsError error) {
        return fault(
                uri,
                error,
                Reason.OutputNotWritable,
                "storage.objects.create, storage.objects.get and storage.objects.list");
    }

    private RadinException fault(String uri, GsError error, Reason forbidden, String rights) {
        String request = " (" + error.request() + ")";
        if (error.status() == 404) {
            return new RadinException(
                    forbidden == Reason.OutputNotWritable ? forbidden : Reason.InputNotFound,
                    uri + ": there is no bucket \"" + name + "\" at " + server.host() + "; check its name" + request);
        }
        String says = error.words().isEmpty() ? "" : ": " + error.words();
        if (error.status() == 401 || error.status() == 403 && !error.is("quotaExceeded")) {
            String whom = server.takesTokens() ? login.shown() : "nobody, as " + server.host() + " is shown no token";
            return new RadinException(
                    forbidden,
                    uri + ": access denied to " + whom + "; it needs " + rights
                            + " here. Missing objects are answered alike where listing is not allowed" + says
                            + request);
        }
        if (error.isUnpaid()) {
            return new RadinException(
                    forbidden,
                    uri + ": those who ask have to pay for bucket \"" + name + "\"; set " + GsServer.PAYER
                            + " to the project that does" + request);
        }
        boolean full = error.is("quotaExceeded") || error.status() == 413 || error.status() == 507;
        return new RadinException(
                full ? Reason.OutputNotWritable : Reason.StorageFailed,
                uri + ": " + server.host() + " refuses" + says + request);
    }

    GsServer server() {
        return server;
    }

    String name() {
        return name;
    }

    Http http() {
        return service.http();
    }
}
