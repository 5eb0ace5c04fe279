package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMappingTest {

    private static final Set<String> WANTED = Set.of("conv.weight", "conv.bias", "head.weight");

    @ParameterizedTest
    @CsvSource({"module.", "_orig_mod.", "model.", "state_dict.", "module._orig_mod.", "model.module."})
    void takesOffAWrappersPrefix(String prefix) {
        NameMapping mapping = NameMapping.fit(prefixed(prefix, WANTED), WANTED);

        assertThat(mapping.removed()).isEqualTo(prefix);
        assertThat(mapping.apply(prefix + "conv.bias")).isEqualTo("conv.bias");
        assertThat(mapping.description()).isEqualTo("prefix \"" + prefix + "\" removed from all names");
    }

    @Test
    void takesOffOnlyWhatMakesNamesFit() {
        Set<String> wanted = prefixed("model.", WANTED);

        assertThat(NameMapping.fit(wanted, wanted).isIdentity()).isTrue();
        assertThat(NameMapping.fit(prefixed("module.model.", WANTED), wanted).removed())
                .isEqualTo("module.");
    }

    @Test
    void leavesNamesAloneThatWouldNotFitEither() {
        assertThat(NameMapping.fit(Set.of("module.other"), WANTED).isIdentity()).isTrue();
        assertThat(NameMapping.fit(Set.of(), WANTED).isIdentity()).isTrue();
        assertThat(NameMapping.fit(WANTED, Set.of()).isIdentity()).isTrue();
    }

    @Test
    void leavesNamesAloneWhenOneLacksThePrefix() {
        assertThat(NameMapping.fit(Set.of("module.conv.weight", "n_averaged"), WANTED)
                        .isIdentity())
                .isTrue();
    }

    @Test
    void putsThePrefixOfAWrappedArchitectureBeforePlainNames() {
        NameMapping mapping = NameMapping.fit(WANTED, prefixed("model.", WANTED));

        assertThat(mapping.apply("conv.bias")).isEqualTo("model.conv.bias");
        assertThat(mapping.description()).isEqualTo("prefix \"model.\" put before all names");
    }

    @Test
    void fitsACheckpointThatLacksSomeTensorsTooSoThatOnlyThoseAreComplainedOf() {
        assertThat(NameMapping.fit(Set.of("module.conv.weight"), WANTED).removed())
                .isEqualTo("module.");
    }

    private static Set<String> prefixed(String prefix, Set<String> names) {
        return names.stream().map(name -> prefix + name).collect(Collectors.toSet());
    }
}
