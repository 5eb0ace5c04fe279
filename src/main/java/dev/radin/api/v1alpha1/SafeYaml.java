package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** One YAML or JSON document as a tree, read within bounds: it may come from anywhere. */
final class SafeYaml {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_NESTING = 50;
    /** Lists and mappings that repeat each other, or themselves, could grow without bound. */
    private static final int MOST_ALIASES = 0;

    private SafeYaml() {}

    /**
     * @param where what messages call the document
     * @throws RadinException {@code InvalidSpec}, with line and column where the syntax is wrong
     */
    static JsonNode read(String text, String where) {
        if (text.length() > MOST_CHARACTERS) {
            throw invalid(where, "more than a million characters are too many for a resource", null);
        }
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(MOST_NESTING);
        options.setCodePointLimit(MOST_CHARACTERS);
        DumperOptions dumper = new DumperOptions();
        try {
            List<Object> documents = new ArrayList<>();
            new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new WithoutTimestamps())
                    .loadAll(text)
                    .forEach(document -> {
                        if (document != null) {
                            documents.add(document);
                        }
                    });
            if (documents.size() != 1 || !(documents.get(0) instanceof Map)) {
                throw invalid(
                        where,
                        documents.isEmpty()
                                ? "holds no resource"
                                : documents.size() > 1
                                        ? "holds " + documents.size() + " documents; put each into a file of its own"
                                        : "is no resource: it should start with apiVersion: and kind:",
                        null);
            }
            return JsonMapper.builder().build().valueToTree(documents.get(0));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw invalid(
                    where,
                    (mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                            + e.getProblem().replaceAll("\\s+", " "),
                    e);
        } catch (YAMLException | IllegalArgumentException e) {
            if (e.getMessage().contains("aliases")) {
                throw invalid(where, "repeats a list or mapping by an alias (*); write it out", e);
            }
            throw invalid(
                    where, "is no YAML that can be read: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    private static RadinException invalid(String where, String what, Exception cause) {
        return new RadinException(Reason.InvalidSpec, where + ": " + what, cause);
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
