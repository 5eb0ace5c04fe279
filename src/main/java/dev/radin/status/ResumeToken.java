package dev.radin.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.protocol.HashForm;
import dev.radin.protocol.Json;
import dev.radin.protocol.PackedText;
import java.io.IOException;
import java.util.Optional;

/** Notes as one string of a status: their JSON, compressed, in base64. A string that is not that is as good as none. */
final class ResumeToken {

    /** What the resource's schema allows. */
    static final int MOST_CHARACTERS = 8192;

    /** Several times what a string of that length that was written here ever holds. */
    private static final int MOST_BYTES = 1 << 16;

    /** For what a later version wrote, whose fields are not known here. */
    private static final JsonMapper ANY = new JsonMapper();

    private ResumeToken() {}

    /**
     * @param uid of the resource that they are about
     * @param before the string until now, which stays where it says the same; may be null
     * @return null for notes that are too long for a status
     */
    static String write(String uid, Notes notes, String before) {
        if (read(before, uid).filter(notes::equals).isPresent()) {
            return before;
        }
        String token = PackedText.pack(Json.writeCompact(Resume.of(uid, notes)));
        return token.length() > MOST_CHARACTERS ? null : token;
    }

    /** @return empty for what was not written here, or about another resource */
    static Optional<Notes> read(String token, String uid) {
        if (token == null || token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] json = PackedText.unpack(token, MOST_BYTES);
            Resume resume = Json.readWhole(json, Resume.class, "resumeToken");
            return uid != null && uid.equals(resume.uid()) ? Optional.of(resume.notes()) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a later version wrote it about this resource: in another form, or with hashes in one that is not known here. */
    static boolean isOfLaterVersion(String token, String uid) {
        if (token == null || token.length() > MOST_CHARACTERS) {
            return false;
        }
        try {
            JsonNode json = ANY.readTree(PackedText.unpack(token, MOST_BYTES));
            return json.path("uid").asText().equals(uid)
                    && (json.path("schema").asText().matches("resume/([2-9]|[1-9]\\d+)")
                            || json.findValuesAsText("work").stream().anyMatch(HashForm::isNewer));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
