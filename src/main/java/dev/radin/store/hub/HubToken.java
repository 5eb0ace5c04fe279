package dev.radin.store.hub;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * By what the hub knows who asks, from where its own tools take it.
 *
 * @param text empty for none
 */
record HubToken(String text) {

    /** @param environment HF_TOKEN, or where the file is that {@code hf auth login} leaves */
    static HubToken of(Map<String, String> environment) {
        return Stream.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(token -> !token.isEmpty())
                .findFirst()
                .map(HubToken::new)
                .orElseGet(() -> inFile(file(environment)));
    }

    private static Path file(Map<String, String> environment) {
        if (environment.containsKey("HF_TOKEN_PATH")) {
            return Path.of(environment.get("HF_TOKEN_PATH"));
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("HOME", "/") + "/.cache");
        return Path.of(environment.getOrDefault("HF_HOME", cache + "/huggingface"), "token");
    }

    private static HubToken inFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return new HubToken("");
        }
        try {
            return new HubToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new RadinException(
                    Reason.InputForbidden,
                    file + ": the hub's token in it cannot be read; make it readable, or set HF_TOKEN",
                    e);
        }
    }

    boolean isPresent() {
        return !text.isEmpty();
    }

    /** Not what it is. */
    @Override
    public String toString() {
        return isPresent() ? "a token" : "no token";
    }
}
