package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameMappingTest {

    private static final Set<String> WANTED = Set.of("conv.weight", "conv.bias", "head.weight");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module.",
                "_orig_mod.",
                "model.",
                "module._orig_mod.",
                "model.module.",
                "backbone.",
                "0.",
                "any.thing.at.all."
            })
    void takesOffWhateverPrefixAllNamesHave(String prefix) {
        NameMapping mapping = fit(prefixed(prefix, WANTED), WANTED);

        assertThat(mapping.newNames()).containsEntry(prefix + "conv.bias", "conv.bias");
        assertThat(mapping.newNames().values()).containsExactlyInAnyOrderElementsOf(WANTED);
        assertThat(mapping.notes()).containsExactly("prefix \"" + prefix + "\" removed from all names");
    }

    @Test
    void takesOffOnlyWhatMakesNamesFit() {
        Set<String> wanted = prefixed("model.", WANTED);

        assertThat(fit(wanted, wanted).notes()).isEmpty();
        assertThat(fit(prefixed("module.model.", WANTED), wanted).newNames())
                .containsEntry("module.model.conv.bias", "model.conv.bias");
    }

    @Test
    void leavesNamesAloneThatWouldNotFitEither() {
        assertThat(fit(Set.of("module.other"), WANTED).newNames()).isEqualTo(Map.of("module.other", "module.other"));
        assertThat(fit(Set.of(), WANTED).newNames()).isEmpty();
        assertThat(fit(WANTED, Set.of()).notes()).isEmpty();
    }

    @Test
    void leavesOutWhatLiesOutsideTheNetwork() {
        Set<String> names = prefixed("model.", WANTED);
        names.addAll(List.of("criterion.weight", "metric.count"));

        NameMapping mapping = fit(names, WANTED);

        assertThat(mapping.newNames().values()).containsExactlyInAnyOrderElementsOf(WANTED);
        assertThat(mapping.notes())
                .anyMatch(note -> note.startsWith("left out 2 tensors outside \"model.\": ")
                        && note.contains("criterion.weight"));
    }

    @Test
    void theCounterOfAveragedWeightsLiesBesideThem() {
        Set<String> names = prefixed("module.", WANTED);
        names.add("n_averaged");

        NameMapping mapping = fit(names, WANTED);

        assertThat(mapping.newNames()).doesNotContainKey("n_averaged");
        assertThat(mapping.notes()).contains("left out 1 tensor outside \"module.\": n_averaged");
    }

    @Test
    void whatIsSurplusInsideTheNetworkStays() {
        Set<String> names = prefixed("model.", WANTED);
        names.add("model.extra.weight");

        assertThat(fit(names, WANTED).newNames()).containsEntry("model.extra.weight", "extra.weight");
    }

    @Test
    void ofSeveralNetworksTheSameIsTakenWhateverTheOrderAndTheOthersAreNamed() {
        Set<String> names = new LinkedHashSet<>(prefixed("teacher.", WANTED));
        names.addAll(prefixed("student.", WANTED));

        NameMapping mapping = fit(names, WANTED);

        assertThat(mapping.newNames()).containsKey("student.conv.bias").doesNotContainKey("teacher.conv.bias");
        assertThat(mapping.notes())
                .contains(
                        "the network's names are there more than once; taken is \"student.\", not \"teacher.\"; stateDictKey (--key) chooses");
    }

    @Test
    void takesWrappersOutOfTheMiddleOfNamesHoweverStacked() {
        Set<String> names = Set.of("model.conv._orig_mod.module.weight", "model.conv.bias", "model.head.module.weight");

        NameMapping mapping = fit(names, WANTED);

        assertThat(mapping.newNames())
                .isEqualTo(Map.of(
                        "model.conv._orig_mod.module.weight", "conv.weight",
                        "model.conv.bias", "conv.bias",
                        "model.head.module.weight", "head.weight"));
    }

    @Test
    void wrappersOfTheWantedNamesAreTheirOwn() {
        Set<String> wanted = Set.of("conv.module.weight", "conv.weight", "head._orig_mod.weight");

        assertThat(fit(wanted, wanted).notes()).isEmpty();
        assertThat(fit(prefixed("net.", wanted), wanted).newNames())
                .containsEntry("net.conv.module.weight", "conv.module.weight")
                .containsEntry("net.conv.weight", "conv.weight");
        assertThat(fit(Set.of("conv.module.weight", "conv.weight", "head.weight"), wanted)
                        .newNames())
                .containsEntry("head.weight", "head._orig_mod.weight");
    }

    @Test
    void twoTensorsThatAreOneWithoutWrappersAreRefused() {
        Set<String> names = new LinkedHashSet<>(WANTED);
        names.add("conv._orig_mod.weight");

        assertThat(fit(names, WANTED).collision())
                .get()
                .asString()
                .contains("conv.weight", "conv._orig_mod.weight", "one name without wrappers");
    }

    @Test
    void putsThePrefixOfAWrappedArchitectureBeforePlainNames() {
        NameMapping mapping = fit(WANTED, prefixed("model.", WANTED));

        assertThat(mapping.newNames()).containsEntry("conv.bias", "model.conv.bias");
        assertThat(mapping.notes()).containsExactly("prefix \"model.\" put before all names");
    }

    @Test
    void fitsACheckpointThatLacksSomeTensorsTooSoThatOnlyThoseAreComplainedOf() {
        assertThat(fit(Set.of("net.conv.weight", "net.head.weight", "other"), WANTED)
                        .newNames())
                .isEqualTo(
                        Map.of("net.conv.weight", "conv.weight", "net.head.weight", "head.weight", "other", "other"));
    }

    @Test
    void bufferThatMayBeMissingDecidesNothing() {
        Set<String> names = Set.of("student.conv.weight", "teacher.conv.weight", "teacher.mask");

        NameMapping mapping = NameMapping.fit(names, Set.of("conv.weight", "mask"), Set.of("mask"));

        assertThat(mapping.newNames()).containsOnlyKeys("student.conv.weight");
        assertThat(mapping.notes()).anyMatch(note -> note.contains("not \"teacher.\"; stateDictKey (--key) chooses"));
    }

    private static NameMapping fit(Set<String> names, Set<String> wanted) {
        return NameMapping.fit(names, wanted, Set.of());
    }

    private static Set<String> prefixed(String prefix, Set<String> names) {
        return names.stream().map(name -> prefix + name).collect(Collectors.toSet());
    }
}
