package dev.radin.inference.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of a stream that may hold anything: of what is longer than a line should be, the rest is dropped. A line that ends
 * with a carriage return is one that is drawn over, as bars of progress are.
 */
final class LogLines {

    static final int MOST_BYTES = 1 << 16;

    /**
     * @param drawnOver whether the next line is written over it
     * @param isCut whether it was longer
     */
    record Line(String text, boolean drawnOver, boolean isCut) {}

    /** Hears of each line. */
    interface Listener {
        void line(Line line) throws InterruptedException;
    }

    private LogLines() {}

    /** Reads to the end of the stream, or until it fails. */
    static void read(InputStream stream, Listener listener) throws InterruptedException {
        try (stream) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean returned = false;
            boolean cut = false;
            byte[] block = new byte[1 << 13];
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                for (int i = 0; i < count; i++) {
                    byte next = block[i];
                    if (returned && next != '\n') {
                        listener.line(new Line(taken(line), true, cut));
                        cut = false;
                    }
                    returned = next == '\r';
                    if (next == '\n') {
                        listener.line(new Line(taken(line), false, cut));
                        cut = false;
                    } else if (next != '\r' && line.size() < MOST_BYTES) {
                        line.write(next);
                    } else if (next != '\r') {
                        cut = true;
                    }
                }
            }
            if (line.size() > 0) {
                listener.line(new Line(taken(line), false, cut));
            }
        } catch (IOException e) {
            // The program has ended, which is told by its exit code.
        }
    }

    private static String taken(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text;
    }
}
