package dev.radin.cli;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.OutputSpec;
import dev.radin.api.v1alpha1.RelativeUris;
import dev.radin.api.v1alpha1.ResourceReader;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The resource that a command line names.
 *
 * @param file a path, or - for stdin
 * @param evaluations instead of the one in the file, or null
 * @param outputUri instead of the one in the file, or null; relative to the working folder
 */
record ResourceFile(String file, Integer evaluations, String outputUri) {

    private static final int MOST_BYTES = 4 << 20;

    SoupSelection read() {
        boolean stdin = file.equals("-");
        return ResourceReader.read(text(file), stdin ? "stdin" : file, selection -> {
            if (selection.getSpec() != null) {
                if (evaluations != null) {
                    selection.getSpec().budget = BudgetSpec.of(
                            (int) Arguments.requireBetween(0, BudgetSpec.MOST_EVALUATIONS, "--budget", evaluations));
                }
                if (outputUri != null) {
                    if (selection.getSpec().output == null) {
                        selection.getSpec().output = new OutputSpec();
                    }
                    selection.getSpec().output.uri = Arguments.output(outputUri).toString();
                }
            }
            return absolute(selection, file);
        });
    }

    /** With URIs that are relative to the folder of its file, or for stdin to the working folder. */
    static SoupSelection absolute(SoupSelection selection, String file) {
        return RelativeUris.absolute(selection, Location.of(folder(file)));
    }

    /** The folder of a file; for stdin, and what the shell has open, the working folder. */
    static Path folder(String file) {
        boolean open = file.equals("-") || SmallFile.isOpenAlready(file);
        return Path.of(open ? "stdin" : file).toAbsolutePath().getParent();
    }

    /** @param file a path, or - for stdin */
    static String text(String file) {
        try {
            boolean stdin = file.equals("-");
            byte[] bytes = stdin ? SmallFile.read(System.in, "stdin", MOST_BYTES) : SmallFile.read(file, MOST_BYTES);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RadinException(Reason.InvalidSpec, file + ": is not UTF-8 text; save it as that", e);
        } catch (IOException e) {
            throw new RadinException(Reason.InvalidSpec, "stdin: cannot be read: " + e.getMessage(), e);
        }
    }
}
