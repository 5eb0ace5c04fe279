package dev.radin.inference;

/** Where a network is to run. */
public enum DeviceChoice {
    /** On the first GPU that PyTorch sees, else on the CPU. */
    AUTO,
    CPU,
    /** On the first GPU; without one, {@code MachineUnfit}. */
    CUDA
}
