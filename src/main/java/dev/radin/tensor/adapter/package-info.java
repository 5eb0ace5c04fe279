/**
 * LoRA adapters as PEFT writes them: read, compared, and averaged exactly, as the sum of their updates and never of their factors.
 * Begin with {@link dev.radin.tensor.adapter.Adapter} and {@link dev.radin.tensor.adapter.AdapterSoup}.
 */
package dev.radin.tensor.adapter;
