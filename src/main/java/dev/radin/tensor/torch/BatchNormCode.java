package dev.radin.tensor.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of a BatchNorm layer, scripted or traced, with its calls changed: they take the statistics of their batch, as in
 * training mode, and keep the mean of those of all batches so far, as {@code momentum=None} does. Exported code has the
 * momentum, and traced code the mode as well, as constants in these calls.
 */
final class BatchNormCode {

    private static final String FUNCTION =
            "__torch__\\.torch\\.nn\\.functional\\.(?:___torch_mangle_[0-9]+\\.)?batch_norm";
    /** A name that stands for the function of {@code torch.nn.functional}. */
    private static final Pattern ALIAS = Pattern.compile("^ +(\\w+) = " + FUNCTION + "$", Pattern.MULTILINE);

    /** What divides arguments, and text, which may look like it. */
    private static final Pattern TOKEN = Pattern.compile("[(\\[{}\\]),]|\"(?:[^\"\\\\]|\\\\.)*+\"");

    /** {@code torch.batch_norm} and the function have other orders, but these two in one place. */
    private static final int TRAINING = 5;

    private static final int MOMENTUM = 6;
    private static final int LEAST_ARGUMENTS = 8;

    private static final String EACH_BATCH_ALIKE = "torch.div(1., float(torch.add_(self.num_batches_tracked, 1)))";

    private BatchNormCode() {}

    /** @param type the class's code, from {@code class} to its end */
    static boolean isInstanceNorm(String type) {
        return type.contains("instance_norm");
    }

    /**
     * @param type the class's code, from {@code class} to its end
     * @return empty when it has no call that normalises batches, or one that is not understood
     */
    static Optional<String> measuring(String type) {
        StringBuilder functions = new StringBuilder("torch\\.batch_norm|" + FUNCTION);
        ALIAS.matcher(type).results().forEach(alias -> functions.append('|').append(alias.group(1)));
        Matcher call = Pattern.compile("(?<![.\\w])(?:" + functions + ")\\(").matcher(type);
        StringBuilder changed = new StringBuilder();
        int done = 0;
        while (call.find()) {
            List<String> arguments = arguments(type, call.end());
            if (arguments.size() < LEAST_ARGUMENTS || call.start() < done) {
                return Optional.empty();
            }
            changed.append(type, done, call.end());
            done = call.end() + String.join(",", arguments).length();
            arguments.set(TRAINING, " True");
            arguments.set(MOMENTUM, " " + EACH_BATCH_ALIKE);
            changed.append(String.join(",", arguments));
        }
        return done == 0
                ? Optional.empty()
                : Optional.of(changed.append(type, done, type.length()).toString());
    }

    /** What stands between the commas of a call, up to its closing parenthesis. */
    private static List<String> arguments(String code, int begin) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = begin;
        for (Matcher token = TOKEN.matcher(code).region(begin, code.length()); token.find(); ) {
            char c = token.group().charAt(0);
            if (depth == 0 && (c == ',' || c == ')')) {
                arguments.add(code.substring(start, token.start()));
                start = token.end();
                if (c == ')') {
                    return arguments;
                }
            }
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
        }
        return List.of();
    }
}
