package dev.radin.tensor.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the module classes of a TorchScript archive's {@code code/**.py} declare. */
final class ScriptClasses {

    /** The attributes that are parameters and those that are buffers, in order. */
    record Declaration(List<String> parameters, List<String> buffers) {}

    private static final String FOLDER = "code/";
    private static final String SUFFIX = ".py";
    private static final Pattern LINE = Pattern.compile(
            "^class (?<type>\\w+)\\(.*\\):|^  __(?<kind>parameters|buffers)__ = \\[(?<names>.*)\\]$",
            Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Map<String, Declaration> byName = new HashMap<>();

    ScriptClasses(ZipArchive zip) {
        for (String file : zip.below(FOLDER)) {
            if (file.endsWith(SUFFIX)) {
                String module = file.substring(FOLDER.length(), file.length() - SUFFIX.length())
                        .replace('/', '.');
                parse(module, zip.text(file));
            }
        }
    }

    /** Null for a class that is no module. */
    Declaration of(Py.PyGlobal type) {
        return byName.get(type.toString());
    }

    private void parse(String module, String code) {
        String type = null;
        Matcher line = LINE.matcher(code);
        while (line.find()) {
            if (line.group("type") != null) {
                type = module + "." + line.group("type");
            } else if (type != null) {
                Declaration declared =
                        byName.computeIfAbsent(type, t -> new Declaration(new ArrayList<>(), new ArrayList<>()));
                List<String> names = line.group("kind").equals("buffers") ? declared.buffers : declared.parameters;
                QUOTED.matcher(line.group("names")).results().forEach(q -> names.add(q.group(1)));
            }
        }
    }
}
