package dev.radin.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls in a layer's code are changed, and how; what that computes is in BatchNormTest. */
class BatchNormCodeTest {

    private static final String MEASURED = "True, torch.div(1., float(torch.add_(self.num_batches_tracked, 1)))";

    @Test
    void aTracedCallMeasures() {
        assertThat(BatchNormCode.measuring(
                        "    y = torch.batch_norm(x, w, b, m, v, False, 0.10000000000000001, 1e-05, True)\n"))
                .contains("    y = torch.batch_norm(x, w, b, m, v, " + MEASURED + ", 1e-05, True)\n");
    }

    @Test
    void aScriptedCallMeasuresByWhateverNameItGoes() {
        String code =
                """
                    _7 = __torch__.torch.nn.functional.___torch_mangle_3.batch_norm
                    _8 = _7(torch.add(x, y), m, v, w, b, bn_training, 0.1, 1e-05, )
                    _70 = _17(x, m, v, w, b, bn_training, 0.1, 1e-05, )
                """;

        assertThat(BatchNormCode.measuring(code)).hasValueSatisfying(changed -> assertThat(changed)
                .contains("_8 = _7(torch.add(x, y), m, v, w, b, " + MEASURED + ", 1e-05, )")
                .contains("_70 = _17(x, m, v, w, b, bn_training, 0.1, 1e-05, )"));
    }

    @Test
    void everyCallOfALayerMeasures() {
        String call = "torch.batch_norm(x, w, b, m, v, False, 0.1, 1e-05, True)";

        assertThat(BatchNormCode.measuring(call + "\n" + call))
                .hasValueSatisfying(changed -> assertThat(changed.split(MEASURED.replaceAll("\\W", "\\\\$0"), -1))
                        .hasSize(3));
    }

    @Test
    void textIsNoCode() {
        assertThat(BatchNormCode.measuring(
                        "torch.batch_norm(f(\"a, b) \\\" (\"), w, b, m, v, False, 0.1, 1e-05, True)"))
                .contains("torch.batch_norm(f(\"a, b) \\\" (\"), w, b, m, v, " + MEASURED + ", 1e-05, True)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = torch.relu(x)",
                "y = torch.batch_norm(x, w, b)",
                "y = torch.batch_norm(x, w, b, m, v, False, 0.1, 1e-05, True",
                "y = self.torch.batch_norm(x, w, b, m, v, False, 0.1, 1e-05, True)",
                "torch.batch_norm(torch.batch_norm(x, w, b, m, v, False, 0.1, 1e-05, True), w, b, m, v, False, 0.1, 1e-05,"
                        + " True)"
            })
    void whatIsNotUnderstoodIsLeft(String code) {
        assertThat(BatchNormCode.measuring(code)).isEmpty();
    }
}
