/**
 * Making datasets of pictures, arrays and tables, as torchvision and NumPy have them.
 * Used by {@code radin dataset} alone.
 * Begin with {@link dev.radin.dataset.convert.ImageFolder}, then {@link dev.radin.dataset.convert.NumpyArrays}.
 */
package dev.radin.dataset.convert;
