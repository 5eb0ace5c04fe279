package dev.radin.tensor.torch;

import dev.radin.fault.RadinException;
import dev.radin.tensor.FileError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, taken from front to back. */
final class PickleInput {

    /** Names of modules and classes are far shorter. */
    private static final int LINE_BYTES = 1000;

    private final ByteBuffer bytes;
    private final FileError refusal;

    PickleInput(byte[] bytes, FileError refusal) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.refusal = refusal;
    }

    int position() {
        return bytes.position();
    }

    int unsignedByte() {
        return need(1).get() & 0xFF;
    }

    int unsignedShort() {
        return need(2).getShort() & 0xFFFF;
    }

    int int32() {
        return need(4).getInt();
    }

    long int64() {
        return need(8).getLong();
    }

    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(int64()));
    }

    byte[] bytes(long count) {
        need(count);
        byte[] taken = new byte[(int) count];
        bytes.get(taken);
        return taken;
    }

    String utf8(long count) {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    String line() {
        int begin = bytes.position();
        while (unsignedByte() != '\n') {
            if (bytes.position() - begin > LINE_BYTES) {
                throw malformed("has a name of more than " + LINE_BYTES + " bytes");
            }
        }
        return new String(bytes.array(), begin, bytes.position() - 1 - begin, StandardCharsets.UTF_8);
    }

    RadinException malformed(String how) {
        return refusal.because(
                "its pickle " + how + " (byte " + position() + ")", "Save it again, best as safetensors");
    }

    private ByteBuffer need(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw malformed("is truncated");
        }
        return bytes;
    }
}
