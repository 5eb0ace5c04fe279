package dev.radin.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The {@code radin} command as a process of its own, for what only a process can meet: signals, limits, no memory. */
public final class RadinProcess implements AutoCloseable {

    private final Process process;
    private final Reader stderr;
    private final Path stdout;
    private final StringBuilder err = new StringBuilder();

    private RadinProcess(Process process, Path stdout) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    /** How it is started: by what shell words, with which options of the JVM. */
    public record Launch(List<String> prefix, List<String> jvm) {

        /** With default signals, whatever the test's own parent ignores, and the progress of a terminal. */
        public static Launch plain(String... jvm) {
            return new Launch(List.of("env", "--default-signal=HUP,INT,TERM"), List.of(jvm));
        }

        /** Below a shell that does something first. */
        static Launch after(String shellCommand, String... jvm) {
            return new Launch(List.of("bash", "-c", shellCommand + " && exec \"$@\"", "bash"), List.of(jvm));
        }

        /** Even root's processes are told no once they have no capabilities. */
        public static Launch unprivileged() {
            if (!System.getProperty("user.name").equals("root")) {
                return plain();
            }
            boolean setpriv =
                    Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.exists(Path.of(p, "setpriv")));
            Assumptions.assumeTrue(setpriv, "root without setpriv: permissions cannot be tried here");
            return new Launch(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"), List.of());
        }

        /** Up to where the command's own arguments begin. */
        public List<String> words() {
            List<String> command = new ArrayList<>(prefix);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("-XX:-UsePerfData");
            command.add("-XX:TieredStopAtLevel=1");
            command.add("-Dradin.terminal=80");
            command.add("-Dfile.encoding=UTF-8");
            command.addAll(jvm);
            command.add("-cp");
            command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            command.add(Radin.class.getName());
            return command;
        }

        RadinProcess start(Object... arguments) {
            List<String> command = words();
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            try {
                Path stdout = Files.createTempFile("radin-", ".out");
                ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(stdout.toFile());
                builder.environment().put("LC_ALL", "C.UTF-8");
                return new RadinProcess(builder.start(), stdout);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Cli.Result run(Object... arguments) {
            try (RadinProcess process = start(arguments)) {
                return process.end();
            }
        }
    }

    /** Reads its stderr until something stands there. */
    void await(String pattern) {
        Pattern awaited = Pattern.compile(pattern);
        while (!awaited.matcher(err).find()) {
            if (!readMore()) {
                throw new AssertionError("it ended without " + pattern + ":\n" + err);
            }
        }
    }

    /** Reads its stderr until a line was redrawn so many times more. */
    void awaitRedraws(int count) {
        int from = err.length();
        while (err.substring(from).chars().filter(c -> c == '\r').count() < count && readMore()) {}
    }

    private boolean readMore() {
        try {
            int next = stderr.read();
            if (next >= 0) {
                err.append((char) next);
            }
            return next >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String err() {
        return err.toString();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Cli.Result end() {
        try {
            while (readMore()) {}
            return new Cli.Result(process.waitFor(), Files.readString(stdout), err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(stdout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
