package dev.radin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelNotesTest {

    @Test
    void whatHoldsForManyModelsIsSaidOnce() {
        ModelNotes notes = new ModelNotes();
        for (String model : List.of("a", "b", "c", "d", "e")) {
            notes.add(
                    model,
                    model.equals("b")
                            ? List.of("took `state_dict`", "left out 1 tensor")
                            : List.of("took `state_dict`"));
        }

        assertThat(notes.lines()).containsExactly("a, b, c and 2 more: took `state_dict`", "b: left out 1 tensor");
    }
}
