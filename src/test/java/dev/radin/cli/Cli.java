package dev.radin.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The {@code radin} command in this process. */
public final class Cli {

    /** @param err what the command says of itself; the progress of a run goes to the process's own stderr */
    public record Result(int exitCode, String out, String err) {}

    private Cli() {}

    public static Result radin(Object... arguments) {
        Radin.speakEnglish();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        CommandLine command = Radin.commandLine(texts)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setUsageHelpAutoWidth(false);
        return new Result(command.execute(texts), out.toString(), err.toString());
    }

    static Result withInput(String input, Object... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return radin(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
