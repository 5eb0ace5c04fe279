package dev.radin.store.az;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The requests of Microsoft's library, sent as all others are: by the same proxies, with the same authorities. */
final class AzureHttp implements HttpClient {

    private final Http http;

    AzureHttp(Http http) {
        this.http = http;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> sendSync(request, Context.NONE));
    }

    /** Not as other requests with a body go: of those the platform keeps no words of a refusal. */
    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        try {
            HttpURLConnection connection = http.open(URI.create(request.getUrl().toString()));
            connection.setRequestMethod(request.getHttpMethod().toString());
            for (HttpHeader header : request.getHeaders()) {
                connection.setRequestProperty(header.getName(), header.getValue());
            }
            BinaryData body = request.getBodyAsBinaryData();
            if (body != null) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.toBytes());
                }
            }
            return new Response(request, connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of an answer, which is short. */
    private static final class Response extends HttpResponse {

        private static final int MOST_BYTES = 1 << 20;

        private final int status;
        private final byte[] body;
        private final HttpHeaders headers = new HttpHeaders();

        Response(HttpRequest request, HttpURLConnection connection) throws IOException {
            super(request);
            this.status = connection.getResponseCode();
            try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                this.body = in == null ? new byte[0] : in.readNBytes(MOST_BYTES);
            }
            connection.getHeaderFields().forEach((name, values) -> {
                if (name != null) {
                    headers.set(HttpHeaderName.fromString(name), values);
                }
            });
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(body, charset));
        }
    }
}
