package dev.radin.status;

import dev.radin.plan.EarlierRounds;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Notes as one string of a status: their JSON, compressed, in base64. A string that is not that is as good as none. */
final class ResumeToken {

    /** What the resource's schema allows. */
    static final int MOST_CHARACTERS = 8192;

    /** Several times what a string of that length that was written here ever holds. */
    private static final int MOST_BYTES = 1 << 16;

    private ResumeToken() {}

    /** The JSON, and so the format's name and version. */
    private record Resume(String uid, Counts counts, List<Ended> stages, EarlierRounds earlier) {

        /** As much as a status can show: of a hash, the name of a Job, times to the second. */
        private record Ended(int round, String work, String job, String start, String end, Receipt receipt) {

            private static final String WORK = "[0-9a-f]{16}";
            private static final String JOB = "[-.a-z0-9]{1,253}";
            private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

            EndedStage ended() {
                boolean shows =
                        work.matches(WORK) && isNullOr(JOB, job) && isNullOr(TIME, start) && isNullOr(TIME, end);
                if (!shows || round < 0) {
                    throw new IllegalArgumentException("a stage that no status can show");
                }
                return Notes.ended(round, work, Objects.requireNonNull(receipt), instant(start), instant(end), job);
            }

            private static Instant instant(String time) {
                return time == null ? null : Instant.parse(time);
            }

            private static boolean isNullOr(String form, String value) {
                return value == null || value.matches(form);
            }
        }

        static Resume of(String uid, Notes notes) {
            List<Ended> stages = notes.stages().stream()
                    .map(ended -> new Ended(
                            ended.result().task().round(),
                            ended.result().task().taskHash(),
                            ended.job(),
                            Conditions.time(ended.start()),
                            Conditions.time(ended.end()),
                            ended.result().receipt()))
                    .toList();
            return new Resume(uid, notes.counts(), stages, notes.earlier());
        }

        Notes notes() {
            if (stages.size() > WorkDone.MOST_STAGES) {
                throw new IllegalArgumentException("more stages than a status lists");
            }
            return new Notes(counts, stages.stream().map(Ended::ended).toList(), Objects.requireNonNull(earlier));
        }
    }

    /**
     * @param uid of the resource that they are about
     * @param before the string until now, which stays where it says the same; may be null
     * @return null for notes that are too long for a status
     */
    static String write(String uid, Notes notes, String before) {
        if (read(before, uid).filter(notes::equals).isPresent()) {
            return before;
        }
        byte[] json = Json.writeCompact(Resume.of(uid, notes)).getBytes(StandardCharsets.UTF_8);
        String token = Base64.getEncoder().encodeToString(deflate(json));
        return token.length() > MOST_CHARACTERS ? null : token;
    }

    /** @return empty for what was not written here, or about another resource */
    static Optional<Notes> read(String token, String uid) {
        if (token == null || token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] json = inflate(Base64.getDecoder().decode(token));
            Resume resume = Json.readWhole(json, Resume.class, "resumeToken");
            return uid != null && uid.equals(resume.uid) ? Optional.of(resume.notes()) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] deflate(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            deflated.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException for what is not compressed, and for more than is ever written */
    private static byte[] inflate(byte[] deflated) throws IOException {
        try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] json = inflated.readNBytes(MOST_BYTES + 1);
            if (json.length > MOST_BYTES) {
                throw new IOException("too long");
            }
            return json;
        }
    }
}
