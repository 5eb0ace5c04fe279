package dev.radin.store.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether {@link FakeHub} is a hub to the hub's own client. Run by {@code dev/check-hub}. */
class HubClientCheck {

    private static final List<String> SCRIPT =
            List.of(System.getProperty("radin.python", "python3"), "dev/fixtures/hub.py");

    @TempDir
    Path folder;

    @Test
    void theHubsOwnClientDownloadsFromTheFake() throws IOException, InterruptedException {
        try (FakeHub hub = new FakeHub()) {
            Map<String, byte[]> files = Map.of(
                    "config.json", "{}".getBytes(UTF_8),
                    "model.safetensors", "weights ".repeat(1000).getBytes(UTF_8),
                    "runs/a b.pt", "weights ".repeat(2000).getBytes(UTF_8),
                    "runs/c.pt", "c".getBytes(UTF_8));
            hub.commit("models/owner/vit", "main", files);
            hub.commit("models/owner/gated", "main", files);
            hub.commit("datasets/owner/private", "v1", files);

            ProcessBuilder client = new ProcessBuilder(SCRIPT).inheritIO();
            client.environment().put("HF_ENDPOINT", hub.endpoint());
            client.environment().put("HF_HOME", folder.toString());
            client.environment().put("HF_HUB_DISABLE_XET", "1");
            client.environment().put("HF_HUB_DISABLE_TELEMETRY", "1");
            client.environment().put("GOOD_TOKEN", FakeHub.TOKEN);

            assertThat(client.start().waitFor()).isZero();
        }
    }
}
