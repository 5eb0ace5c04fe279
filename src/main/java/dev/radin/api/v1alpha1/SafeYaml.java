package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.fault.OneLine;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML or JSON, read within bounds: it may come from anywhere. */
public final class SafeYaml {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_NESTING = 50;

    /** How the library begins what it says of some mistakes, before the characters or the key that it is about. */
    private static final String EXPECTED_CLOSING = "expected ',' or '";

    private static final String NO_BEGINNING = "found character '";
    private static final String TWICE = "found duplicate key ";
    /** Lists and mappings that repeat each other, or themselves, could grow without bound. */
    private static final int MOST_ALIASES = 0;

    private SafeYaml() {}

    /**
     * @param where what messages call the document
     * @throws RadinException {@code InvalidSpec}, with line and column where the syntax is wrong
     */
    static JsonNode read(String text, String where) {
        bound(text, where);
        return reading(where, 0, () -> {
            List<Object> documents = new ArrayList<>();
            yaml(options(MOST_CHARACTERS)).loadAll(text).forEach(document -> {
                if (document != null) {
                    documents.add(document);
                }
            });
            if (documents.size() != 1 || !(documents.get(0) instanceof Map)) {
                throw invalid(
                        where,
                        documents.isEmpty()
                                ? "holds no resource; see examples/quickstart/soup.yaml"
                                : documents.size() > 1
                                        ? "holds " + documents.size() + " documents; put each into a file of its own"
                                        : "is no resource: it should start with apiVersion: and kind:",
                        null);
            }
            return MAPPER.valueToTree(documents.get(0));
        });
    }

    /**
     * One document with the places of its parts.
     *
     * @param firstLine where the document begins in what {@code where} names, from zero
     */
    public static Node compose(String text, String where, int firstLine) {
        bound(text, where);
        return reading(where, firstLine, () -> {
            Node root = yaml(options(MOST_CHARACTERS)).compose(new StringReader(text));
            tree(root);
            return root;
        });
    }

    /** What a part of a document says. */
    public static JsonNode tree(Node node) {
        return MAPPER.valueToTree(new NodeConstructor(options(MOST_CHARACTERS)).value(node));
    }

    /** The syntax of a stream of any documents; aliases are not followed, so that they need no bound. */
    public static List<Event> events(String stream, String where) {
        List<Event> events = new ArrayList<>();
        return reading(where, 0, () -> {
            yaml(options(Integer.MAX_VALUE)).parse(new StringReader(stream)).forEach(events::add);
            return events;
        });
    }

    /** The same with comments, of a document that could be read; as far as the library knows where they may stand. */
    public static List<Event> commentedEvents(String document) {
        LoaderOptions options = options(Integer.MAX_VALUE);
        options.setProcessComments(true);
        List<Event> events = new ArrayList<>();
        try {
            yaml(options).parse(new StringReader(document)).forEach(events::add);
        } catch (YAMLException e) {
            return events;
        }
        return events;
    }

    private static void bound(String text, String where) {
        if (text.length() > MOST_CHARACTERS) {
            throw invalid(where, "more than a million characters are too many for a resource", null);
        }
    }

    private static LoaderOptions options(int mostCharacters) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(MOST_NESTING);
        options.setCodePointLimit(mostCharacters);
        return options;
    }

    private static Yaml yaml(LoaderOptions options) {
        DumperOptions dumper = new DumperOptions();
        return new Yaml(
                new SafeConstructor(options), new Representer(dumper), dumper, options, new WithoutTimestamps());
    }

    private static <T> T reading(String where, int firstLine, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw invalid(
                    where,
                    (mark == null
                                    ? ""
                                    : "line " + (firstLine + mark.getLine() + 1) + ", column " + (mark.getColumn() + 1)
                                            + ": ")
                            + inPlainWords(OneLine.of(e.getProblem()), firstLine + opened(e)),
                    e);
        } catch (ClassCastException e) {
            throw invalid(where, "has a tag (!!) that its value is not; remove the tag", e);
        } catch (YAMLException | IllegalArgumentException e) {
            if (e.getMessage().contains("aliases")) {
                throw invalid(where, "repeats a list or mapping by an alias (*); write it out", e);
            }
            throw invalid(where, "is no YAML that can be read: " + OneLine.of(e.getMessage()), e);
        }
    }

    /** The line, from one, of what the problem is in; its own where it is in nothing. */
    private static int opened(MarkedYAMLException e) {
        Mark mark = e.getContextMark() == null ? e.getProblemMark() : e.getContextMark();
        return mark == null ? 1 : mark.getLine() + 1;
    }

    /**
     * What people get wrong most often is not said in the terms of a grammar.
     *
     * @param opened the line of the bracket or quote that the problem is behind
     */
    private static String inPlainWords(String problem, int opened) {
        if (problem.contains("(TAB)")) {
            return "a tab is no indentation in YAML; use spaces";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the indentation fits none of the lines above; what belongs together begins in one column";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "a second field on one line, or one indented more than the line above lets it; begin each on a line of its"
                    + " own, in one column, and put text that holds a colon and a space in quotes";
        }
        if (problem.startsWith(EXPECTED_CLOSING)) {
            char closing = problem.charAt(EXPECTED_CLOSING.length());
            return "a comma is missing before this, or the " + closing + " that closes the "
                    + (closing == '}' ? '{' : '[') + " of line " + opened;
        }
        if (problem.equals("found unexpected end of stream")) {
            return "the quote that is opened in line " + opened + " is not closed";
        }
        if (problem.equals("expected the node content, but found '<stream end>'")) {
            return "it ends where a value should be: a bracket is not closed";
        }
        if (problem.startsWith(NO_BEGINNING) && problem.contains("cannot start any token")) {
            return "text that begins with " + problem.charAt(NO_BEGINNING.length()) + " has to be in quotes";
        }
        if (problem.startsWith(TWICE)) {
            return problem.substring(TWICE.length()) + " is there twice; keep one of them";
        }
        return problem;
    }

    private static RadinException invalid(String where, String what, Exception cause) {
        return new RadinException(Reason.InvalidSpec, where + ": " + what, cause);
    }

    private static final class NodeConstructor extends SafeConstructor {
        NodeConstructor(LoaderOptions options) {
            super(options);
            setAllowDuplicateKeys(false);
        }

        Object value(Node node) {
            return constructDocument(node);
        }
    }

    /** A date without quotes is text here, as it is for Kubernetes. */
    private static final class WithoutTimestamps extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
