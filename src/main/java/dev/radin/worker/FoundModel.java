package dev.radin.worker;

import dev.radin.protocol.Selection;

/**
 * A checkpoint in a folder of {@code spec.modelsFrom}.
 *
 * @param file its name in the folder; a sub-folder's has no slash
 * @param stem what the model is called if no other is called so
 */
record FoundModel(Selection.ModelsFrom from, String file, String stem, String uri) {}
