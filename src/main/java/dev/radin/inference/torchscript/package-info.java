/**
 * Networks that are TorchScript files, run by PyTorch through DJL.
 * Used through the interfaces of {@code inference}; nothing else touches PyTorch's native library.
 * Begin with {@link dev.radin.inference.torchscript.TorchScriptLoader}, then {@code TorchScriptNetwork}.
 */
package dev.radin.inference.torchscript;
