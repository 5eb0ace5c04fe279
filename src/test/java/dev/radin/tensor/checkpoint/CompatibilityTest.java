package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

    private static final List<TensorInfo> TEN = List.of(f32("conv.weight", 8, 3), f32("head.weight", 10, 512));
    private static final List<TensorInfo> TWENTY_SIX = List.of(f32("conv.weight", 8, 3), f32("head.weight", 26, 512));

    @Test
    void equalModelsFitInAnyOrderOfTheirTensors() {
        List<TensorInfo> reversed = new ArrayList<>(TEN);
        Collections.reverse(reversed);

        Compatibility found = Compatibility.ofEachOther(models("a", TEN, "b", reversed));

        assertThat(found.misfits()).isEmpty();
        assertThat(found.reference()).isEqualTo(TEN);
    }

    @Test
    void theMinorityIsAtFault() {
        Compatibility found = Compatibility.ofEachOther(models("odd", TEN, "lr1e-5", TWENTY_SIX, "b", TWENTY_SIX));

        assertThat(found.misfits())
                .containsExactly(Map.entry(
                        "odd",
                        "1 of 2 tensors differ: 1 of another shape: head.weight F32 [10, 512] here,"
                                + " F32 [26, 512] in lr1e-5"));
        assertThat(found.reference()).isEqualTo(TWENTY_SIX);
    }

    @Test
    void ofEquallyManyTheFirstIsRight() {
        assertThat(Compatibility.ofEachOther(models("a", TEN, "b", TWENTY_SIX)).misfits())
                .containsOnlyKeys("b");
    }

    @Test
    void floatingDtypesMayDiffer() {
        List<TensorInfo> half = ofDtype(DType.F16);

        Compatibility found = Compatibility.ofEachOther(models("a", half, "b", TEN, "c", half));

        assertThat(found.reference()).isEqualTo(half);
        assertThat(found.misfits()).isEmpty();
    }

    @Test
    void dtypesThatAreNotAveragedMustBeTheSame() {
        Compatibility found = Compatibility.ofEachOther(models("a", ofDtype(DType.I32), "b", ofDtype(DType.I64)));

        assertThat(found.misfits())
                .containsExactly(Map.entry(
                        "b",
                        "2 of 2 tensors differ: 2 of another dtype: conv.weight I64 [8, 3] here, I32 [8, 3] in a,"
                                + " head.weight I64 [10, 512] here, I32 [10, 512] in a"));
    }

    private static List<TensorInfo> ofDtype(DType dtype) {
        return TEN.stream().map(t -> new TensorInfo(t.name(), dtype, t.shape())).toList();
    }

    @Test
    void noModelsLeaveNoReference() {
        assertThat(Compatibility.ofEachOther(Map.of())).isEqualTo(new Compatibility(List.of(), Map.of()));
    }

    @Test
    void threeHundredDifferentTensorsAreTakenInAtAGlance() {
        List<TensorInfo> full = new ArrayList<>(TEN);
        for (int layer = 0; layer < 12; layer++) {
            for (int part = 0; part < 25; part++) {
                full.add(f32("encoder.layers." + layer + ".part" + part + ".weight", 4));
            }
        }
        List<TensorInfo> other = new ArrayList<>(TWENTY_SIX);
        for (int extra = 0; extra < 7; extra++) {
            other.add(f32("probe" + extra, 1));
        }

        Compatibility found = Compatibility.ofEachOther(models("a", full, "b", full, "c", other));

        assertThat(found.misfits().get("c"))
                .isEqualTo("308 of 309 tensors differ: 300 missing: encoder.layers.0–11.… (300); 7 not in a: probe0,"
                        + " probe1, probe2 and 4 more; 1 of another shape: head.weight F32 [26, 512] here,"
                        + " F32 [10, 512] in a");
    }

    private static TensorInfo f32(String name, long... shape) {
        return new TensorInfo(name, DType.F32, Arrays.stream(shape).boxed().toList());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<TensorInfo>> models(Object... namesAndTensors) {
        Map<String, List<TensorInfo>> models = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTensors.length; i += 2) {
            models.put((String) namesAndTensors[i], (List<TensorInfo>) namesAndTensors[i + 1]);
        }
        return models;
    }
}
