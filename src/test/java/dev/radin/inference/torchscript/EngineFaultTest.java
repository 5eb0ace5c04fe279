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

        assertThat(EngineFault.of(failure))
                .isEqualTo(new EngineFault("RuntimeError: shapes do not match", false, false));
    }

    /** Assertions of networks often say on the next line what was expected. */
    @Test
    void anErrorMayHaveSeveralLines() {
        RuntimeException failure = new RuntimeException(
                """
                The following operation failed in the TorchScript interpreter.
                RuntimeError: an earlier one
                builtins.ValueError: pictures have the wrong size:

                  224 expected
                """);

        assertThat(EngineFault.of(failure).line()).isEqualTo("ValueError: pictures have the wrong size: 224 expected");
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

    /** libtorch ends with a table of all backends, whose last line says nothing. */
    @Test
    void aNetworkThatComputesOnAGpuIsRecognisedBeforeTheTableOfBackends() {
        EngineFault fault = EngineFault.of(
                new RuntimeException(
                        """
                The following operation failed in the TorchScript interpreter.
                RuntimeError: Could not run 'aten::empty_strided' with arguments from the 'CUDA' backend. This could be \
                because the operator doesn't exist for this backend.
                'aten::empty_strided' is only available for these backends: [CPU, Meta].

                CPU: registered at ../aten/src/ATen/RegisterCPU.cpp:30476 [kernel]
                PythonDispatcher: registered at ../aten/src/ATen/core/PythonFallbackKernel.cpp:198 [backend fallback]
                """));

        assertThat(fault.elsewhere()).isTrue();
        assertThat(fault.line())
                .isEqualTo("RuntimeError: Could not run 'aten::empty_strided' with arguments from the 'CUDA' backend");
    }

    @Test
    void failureWithoutWordsIsNamedByItsType() {
        assertThat(EngineFault.of(new IllegalStateException()).line()).isEqualTo("IllegalStateException");
    }

    @Test
    void whatATerminalWouldObeyIsMadeVisible() {
        EngineFault fault = EngineFault.of(new RuntimeException("RuntimeError: \u001b[2Jwiped\u202e clean\u0007"));

        assertThat(fault.line()).isEqualTo("RuntimeError: \\u001b[2Jwiped\\u202e clean\\u0007");
    }
}
