package dev.radin.inference.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineFaultTest {

    @Test
    void reasonIsTheLastLineThatIsNoFrame() {
        RuntimeException failure = new RuntimeException(
                """
                The following operation failed in the TorchScript interpreter.
                Traceback of TorchScript, serialized code (most recent call last):
                  File "code/__torch__.py", line 10, in forward
                      ops.prim.RaiseException(_0, "builtins.RuntimeError")
                      ~~~~~~~~~~~~~~~~~~~~~~~ <--- HERE
                builtins.RuntimeError: shapes do not match.
                Exception raised from run at ../aten/x.cpp:10 (most recent call first):
                frame #0: c10::Error::Error() + 0x68 (0x7f in /lib/libc10.so)
                """);

        assertThat(EngineFault.of(failure)).isEqualTo(new EngineFault("RuntimeError: shapes do not match", false));
    }

    @Test
    void shortMemoryIsRecognisedWhereverItStands() {
        RuntimeException gpu = new RuntimeException(
                "RuntimeError: CUDA out of memory. Tried to allocate 20.00 GiB.\nFrom somewhere\nlater line");
        RuntimeException cpu = new RuntimeException(
                "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 8000000000000 bytes.");

        assertThat(EngineFault.of(gpu).memoryShort()).isTrue();
        assertThat(EngineFault.of(gpu).line()).contains("Tried to allocate 20.00 GiB");
        assertThat(EngineFault.of(cpu).memoryShort()).isTrue();
    }

    @Test
    void failureWithoutWordsIsNamedByItsType() {
        assertThat(EngineFault.of(new IllegalStateException()).line()).isEqualTo("IllegalStateException");
    }
}
