package dev.radin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelNotesTest {

    @Test
    void whatHoldsForManyModelsIsSaidOnce() {
        ModelNotes notes = new ModelNotes();
        for (String model : List.of("a", "b", "c", "d", "e")) {
            notes.add(model, List.of("took `state_dict`"));
        }
        notes.add("b", List.of("left out 1 tensor"));

        assertThat(notes.lines()).containsExactly("a, b, c and 2 more: took `state_dict`", "b: left out 1 tensor");
    }
}
