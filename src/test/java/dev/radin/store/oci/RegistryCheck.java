package dev.radin.store.oci;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.protocol.Hash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A registry that {@code dev/check-registries} started, of whatever make: with logins, at -Dradin.oci.registry. */
class RegistryCheck extends RegistryContract {

    @Override
    protected Registry registry() {
        return new Started(System.getProperty("radin.oci.registry"));
    }

    /** Content is kept until a manifest names it: a registry keeps it by repository. */
    private static final Map<String, byte[]> CONTENT = new HashMap<>();

    private record Started(String name) implements Registry {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        @Override
        public Map<String, Object> layer(String mediaType, byte[] content, Map<String, String> annotations) {
            String digest = "sha256:" + Hash.sha256(content);
            CONTENT.put(digest, content);
            return Map.of("mediaType", mediaType, "digest", digest, "size", content.length, "annotations", annotations);
        }

        @Override
        public String put(String repository, String tag, Map<String, Object> manifest) throws IOException {
            byte[] bytes = JSON.writeValueAsBytes(manifest);
            for (Map.Entry<String, byte[]> blob : CONTENT.entrySet()) {
                if (new String(bytes, StandardCharsets.UTF_8).contains(blob.getKey())) {
                    upload(repository, blob.getKey(), blob.getValue());
                }
            }
            HttpRequest.Builder request = to("/v2/" + repository + "/manifests/" + tag)
                    .header("Content-Type", manifest.get("mediaType").toString());
            sent(request.PUT(BodyPublishers.ofByteArray(bytes)), 201);
            return "sha256:" + Hash.sha256(bytes);
        }

        private void upload(String repository, String digest, byte[] content) throws IOException {
            String place = sent(to("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()), 202)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String to = place + (place.contains("?") ? "&" : "?") + "digest=" + digest;
            sent(to(to).PUT(BodyPublishers.ofByteArray(content)), 201);
        }

        private HttpRequest.Builder to(String place) {
            String login = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
            return HttpRequest.newBuilder(URI.create("http://" + name).resolve(place))
                    .header("Authorization", "Basic " + login);
        }

        private static HttpResponse<String> sent(HttpRequest.Builder request, int expected) throws IOException {
            try {
                HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() != expected) {
                    throw new IOException(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
                }
                return answer;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
