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

    private static final int MOST_BYTES = 1 << 16;

    /** Hears of each line. */
    interface Listener {
        /** @param drawnOver whether the next line is written over it */
        void line(String text, boolean drawnOver);
    }

    private LogLines() {}

    /** Reads to the end of the stream, or until it fails. */
    static void read(InputStream stream, Listener listener) {
        try (stream) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean returned = false;
            byte[] block = new byte[1 << 13];
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                for (int i = 0; i < count; i++) {
                    byte next = block[i];
                    if (returned && next != '\n') {
                        end(line, true, listener);
                    }
                    returned = next == '\r';
                    if (next == '\n') {
                        end(line, false, listener);
                    } else if (next != '\r' && line.size() < MOST_BYTES) {
                        line.write(next);
                    }
                }
            }
            if (line.size() > 0) {
                end(line, false, listener);
            }
        } catch (IOException e) {
            // The program has ended, which is told by its exit code.
        }
    }

    private static void end(ByteArrayOutputStream line, boolean drawnOver, Listener listener) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        listener.line(text, drawnOver);
    }
}
