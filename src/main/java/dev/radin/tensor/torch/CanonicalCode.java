package dev.radin.tensor.torch;

import dev.radin.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes and functions of a TorchScript archive under names that do not tell what else its exporter did. PyTorch puts
 * {@code ___torch_mangle_<n>} before a name that its process has used already, so that the second export of a model has
 * other names in other files than the first. Here definitions that share a name without that are numbered in the order in
 * which the module tree, and then their code, refers to them; so are values without a name; and constants are sorted. Two
 * archives have equal lines where their definitions are the same but for that.
 */
final class CanonicalCode {

    private static final String FOLDER = "code/";
    private static final String SUFFIX = ".py";

    private static final Pattern MANGLING = Pattern.compile("\\.___torch_mangle_[0-9]+");
    private static final Pattern DEFINITION = Pattern.compile("^(?:class|def) (\\w+)", Pattern.MULTILINE);
    private static final Pattern REFERENCE = Pattern.compile("__torch__[.\\w]*");
    /** The operation that pushes a class in a pickle. */
    private static final Pattern GLOBAL = Pattern.compile("c(__torch__[.\\w]*)\n(\\w+)\n");

    /** A value without a name. PyTorch numbers them through a file, whatever else is in it. */
    private static final Pattern TEMPORARY = Pattern.compile("(?<![.\\w\"])_[0-9]+(?![\\w\"])");
    /** An attribute that looks like one. */
    private static final Pattern LIKE_TEMPORARY = Pattern.compile("^  _[0-9]+ : ", Pattern.MULTILINE);

    private static final Pattern CONSTANT = Pattern.compile("^  \\w+ : Final\\[.*$", Pattern.MULTILINE);

    /** What stands before the first definition of a file. */
    private final List<String> preambles = new ArrayList<>();
    /** By the archive's own names. */
    private final Map<String, String> definitions = new LinkedHashMap<>();

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> sharing = new HashMap<>();

    /** @param pickles those that refer to classes, one after another */
    CanonicalCode(ZipArchive zip, List<byte[]> pickles) {
        Map<String, StringBuilder> found = new LinkedHashMap<>();
        for (String file : zip.below(FOLDER)) {
            if (isCode(file)) {
                String module = file.substring(FOLDER.length(), file.length() - SUFFIX.length())
                        .replace('/', '.');
                split(module, zip.text(file), found);
            }
        }
        found.forEach((name, code) -> definitions.put(name, code.toString()));
        Deque<String> unread = new ArrayDeque<>();
        for (byte[] pickle : pickles) {
            GLOBAL.matcher(text(pickle))
                    .results()
                    .map(CanonicalCode::globalName)
                    .filter(definitions::containsKey)
                    .forEach(name -> number(name, unread));
        }
        numberReferred(unread);
        definitions.keySet().forEach(name -> {
            number(name, unread);
            numberReferred(unread);
        });
    }

    static boolean isCode(String record) {
        return record.startsWith(FOLDER) && record.endsWith(SUFFIX);
    }

    /** One for each definition and each preamble, in an order of their own. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        preambles.forEach(preamble -> lines.add("preamble " + digest(renamed(preamble))));
        definitions.forEach(
                (name, code) -> lines.add("code " + names.get(name) + " " + digest(sorted(renumbered(renamed(code))))));
        lines.sort(null);
        return lines;
    }

    /** A pickle that names classes by their canonical names, to be compared and not to be read. */
    byte[] renamed(byte[] pickle) {
        return GLOBAL.matcher(text(pickle))
                .replaceAll(global -> {
                    String name = names.get(globalName(global));
                    return Matcher.quoteReplacement(name == null ? global.group() : "c" + name + "\n");
                })
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void split(String module, String code, Map<String, StringBuilder> found) {
        List<MatchResult> begins = DEFINITION.matcher(code).results().toList();
        String preamble =
                begins.isEmpty() ? code : code.substring(0, begins.get(0).start());
        if (!preamble.isBlank()) {
            preambles.add(preamble);
        }
        for (int i = 0; i < begins.size(); i++) {
            int end = i + 1 < begins.size() ? begins.get(i + 1).start() : code.length();
            found.computeIfAbsent(module + "." + begins.get(i).group(1), name -> new StringBuilder())
                    .append(code, begins.get(i).start(), end);
        }
    }

    private void numberReferred(Deque<String> unread) {
        while (!unread.isEmpty()) {
            Matcher reference = REFERENCE.matcher(definitions.get(unread.remove()));
            while (reference.find()) {
                String name = defined(reference.group());
                if (!name.isEmpty()) {
                    number(name, unread);
                }
            }
        }
    }

    private void number(String name, Deque<String> unread) {
        if (!names.containsKey(name)) {
            String unmangled = MANGLING.matcher(name).replaceAll("");
            names.put(name, unmangled + "#" + sharing.merge(unmangled, 1, Integer::sum));
            unread.add(name);
        }
    }

    private String renamed(String code) {
        return REFERENCE.matcher(code).replaceAll(reference -> {
            String name = defined(reference.group());
            String rest = reference.group().substring(name.length());
            return Matcher.quoteReplacement(name.isEmpty() ? rest : names.get(name) + rest);
        });
    }

    /** With constants in an order of their own: PyTorch lists them in that of a Python set, which is another each time. */
    private static String sorted(String definition) {
        Iterator<String> constants = CONSTANT.matcher(definition)
                .results()
                .map(MatchResult::group)
                .sorted()
                .iterator();
        return CONSTANT.matcher(definition).replaceAll(constant -> Matcher.quoteReplacement(constants.next()));
    }

    private static String renumbered(String definition) {
        if (LIKE_TEMPORARY.matcher(definition).find()) {
            return definition;
        }
        Map<String, Integer> numbers = new HashMap<>();
        return TEMPORARY
                .matcher(definition)
                .replaceAll(temporary -> "_" + numbers.computeIfAbsent(temporary.group(), name -> numbers.size()));
    }

    /** The definition that a reference is to, be it through an entry of an enum; empty when there is none. */
    private String defined(String reference) {
        if (definitions.containsKey(reference)) {
            return reference;
        }
        String owner = reference.substring(0, Math.max(0, reference.lastIndexOf('.')));
        return definitions.containsKey(owner) ? owner : "";
    }

    private static String globalName(MatchResult global) {
        return global.group(1) + "." + global.group(2);
    }

    private static String text(byte[] pickle) {
        return new String(pickle, StandardCharsets.ISO_8859_1);
    }

    private static String digest(String code) {
        return Sha256.hex(code.getBytes(StandardCharsets.UTF_8));
    }
}
