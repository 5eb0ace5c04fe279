/**
 * Reading and writing PyTorch's zip archives, state dicts and TorchScript, without running anything that is in them.
 * Used by {@code tensor.checkpoint} for state dicts and by {@code weights} for architectures.
 * Begin with {@link dev.radin.tensor.torch.TorchCheckpoint}, then {@link dev.radin.tensor.torch.TorchScriptArchive}.
 */
package dev.radin.tensor.torch;
