package dev.radin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The last words of a container, cut as a kubelet cuts them. */
final class TerminationMessage {

    private static final int FILE_LIMIT_BYTES = 4096;
    private static final int LOG_LIMIT_BYTES = 2048;
    private static final int LOG_LIMIT_LINES = 80;

    private TerminationMessage() {}

    static String read(Container container, int exitCode, Path message, Path log) {
        String said = end(message, FILE_LIMIT_BYTES);
        boolean useLog = "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy());
        if (!said.isEmpty() || exitCode == 0 || !useLog) {
            return said;
        }
        String[] lines = end(log, LOG_LIMIT_BYTES).split("(?<=\n)");
        int from = Math.max(0, lines.length - LOG_LIMIT_LINES);
        return String.join("", Arrays.asList(lines).subList(from, lines.length));
    }

    private static String end(Path path, int limitBytes) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(limitBytes, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return new String(end, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
