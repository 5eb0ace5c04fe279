package dev.radin.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Text for where there is little room: compressed, in base64. */
public final class PackedText {

    private PackedText() {}

    /** The same text gives the same letters. */
    public static String pack(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            deflated.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * @param mostBytes that the text may have
     * @return the text in UTF-8
     * @throws IOException for what was not packed, is not all there, or holds more than that
     */
    public static byte[] unpack(String packed, int mostBytes) throws IOException {
        byte[] deflated;
        try {
            deflated = Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw new IOException("no base64", e);
        }
        try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] text = inflated.readNBytes(mostBytes + 1);
            if (text.length > mostBytes) {
                throw new IOException("too long");
            }
            return text;
        }
    }
}
