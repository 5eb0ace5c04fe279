package dev.radin.api.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.api.v1alpha1.ResourceReader;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.protocol.Selection;
import dev.radin.soup.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any resource of before the first release is right after the conversion, and asks for the same. */
class ConversionPropertyTest {

    @Property(tries = 300)
    void theMeaningStays(@ForAll long seed, @ForAll boolean json) throws JsonProcessingException {
        ObjectNode old = new OldResources(seed).next();
        String text = json ? old.toString() : new YAMLMapper().writeValueAsString(old);

        Conversion converted = Conversion.of(text, "text");

        Selection selection = Selections.of(ResourceReader.read(converted.text(), "text", resource -> resource));
        assertThat(meaning(selection)).isEqualTo(OldResources.meaning(old));
        assertThat(Conversion.of(converted.text(), "text").text()).isEqualTo(converted.text());
    }

    private static Map<String, Object> meaning(Selection selection) {
        Map<String, Object> meaning = new LinkedHashMap<>();
        meaning.put(
                "network",
                input(
                        "",
                        selection.architecture().uri(),
                        selection.architecture().digest()));
        meaning.put(
                "models",
                each(selection.models(), m -> input(m.name(), m.uri(), m.digest()) + orEmpty(m.stateDictKey())));
        meaning.put("folder", String.join("", each(selection.modelsFrom(), ConversionPropertyTest::folder)));
        meaning.put("validation", each(selection.validation(), d -> input(d.name(), d.uri(), d.digest()) + d.weight()));
        meaning.put("test", each(selection.test(), d -> input(d.name(), d.uri(), d.digest())));
        Metric metric = selection.metric();
        meaning.put("metric", metric.type() + (metric.type() == Metric.Type.TopKAccuracy ? " " + metric.k() : ""));
        meaning.put("budget", selection.budget());
        meaning.put("type", selection.strategy().type().toString());
        meaning.put("seed", selection.seed());
        meaning.put("draws", selection.strategy().draws());
        meaning.put("bonus", selection.strategy().memberBonus());
        meaning.put("mixtures", each(selection.strategy().mixtures(), ConversionPropertyTest::shares));
        meaning.put("unusable", selection.unusableModelPolicy().toString());
        meaning.put("batchSize", selection.inference().batchSize());
        meaning.put("output", output(selection.inference()));
        meaning.put(
                "dtype",
                selection.outputDType() == null ? "" : selection.outputDType().toString());
        meaning.put("outputUri", selection.outputUri());
        meaning.put("cacheUri", selection.cacheUri());
        return meaning;
    }

    private static String input(String name, String uri, String digest) {
        return name + " " + uri + " " + orEmpty(digest);
    }

    private static String folder(Selection.ModelsFrom folder) {
        String glob = folder.include().isEmpty() ? "*" : folder.include().get(0);
        return folder.uri() + " " + glob + " " + orEmpty(folder.stateDictKey());
    }

    private static String shares(Selection.StrategyChoice.Listed mixture) {
        return OldResources.shares(
                mixture.models(),
                mixture.weights() == null ? Collections.nCopies(mixture.models().size(), 1.0) : mixture.weights());
    }

    private static String output(Selection.Inference inference) {
        return inference.outputIndex() == null
                ? orEmpty(inference.outputKey())
                : inference.outputIndex().toString();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static <T> List<String> each(List<T> list, Function<T, String> said) {
        return list.stream().map(said).toList();
    }
}
