package dev.radin.tensor.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An argument of a network's {@code forward}, as its code declares it.
 *
 * @param optional whether it has a default
 */
public record ForwardArgument(String name, boolean optional) {

    private static final String FORWARD = "\n  def forward(";
    private static final Pattern DECLARATION = Pattern.compile("\\s*(\\w+)\\s*:.*", Pattern.DOTALL);
    /** Beyond this a signature is not read. */
    private static final int MOST_CHARACTERS = 100_000;

    /**
     * Those after {@code self}, in order.
     *
     * @param code of a file with TorchScript classes
     * @param type the name of a class in it
     * @return empty when the code has no such forward, or one that is not understood
     */
    static List<ForwardArgument> of(String code, String type) {
        int begin = ("\n" + code).indexOf("\nclass " + type + "(");
        if (begin < 0) {
            return List.of();
        }
        int next = code.indexOf("\nclass ", begin + 1);
        String declared = code.substring(begin, next < 0 ? code.length() : next);
        int forward = declared.indexOf(FORWARD);
        return forward < 0 ? List.of() : read(declared, forward + FORWARD.length());
    }

    /** @param begin behind the opening parenthesis */
    private static List<ForwardArgument> read(String code, int begin) {
        List<ForwardArgument> arguments = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        boolean optional = false;
        int start = begin;
        for (int i = begin; i < Math.min(code.length(), begin + MOST_CHARACTERS); i++) {
            char c = code.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                continue;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                Matcher declaration = DECLARATION.matcher(code.substring(start, i));
                if (!declaration.matches()) {
                    return List.of();
                }
                arguments.add(new ForwardArgument(declaration.group(1), optional));
                if (c == ')') {
                    return List.copyOf(arguments.subList(1, arguments.size()));
                }
                optional = false;
                start = i + 1;
            } else if (c == '=' && depth == 0) {
                optional = true;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
        }
        return List.of();
    }
}
