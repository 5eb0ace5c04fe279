package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A resumeToken as somebody writes it who may edit statuses and knows how they are made. */
public final class Forged {

    private Forged() {}

    /** Replaces the first match in the token's JSON. */
    public static void edit(SoupSelectionStatus status, String regex, String replacement) {
        String json = json(status.resumeToken);
        String edited = json.replaceFirst(regex, replacement);
        if (edited.equals(json)) {
            throw new AssertionError("there is no " + regex + " in " + json);
        }
        status.resumeToken = token(edited.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String token) {
        byte[] deflated = Base64.getDecoder().decode(token);
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return new String(inflated.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String token(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            deflated.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
