package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.runtime.Exit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalProcessTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 193, 255})
    void aCodeOutsideTheSignalsIsACode(int code) {
        assertThat(LocalProcess.exitOf(code)).isEqualTo(new Exit.Code(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 15, 64})
    void aCodeAbove128IsASignal(int signal) {
        assertThat(LocalProcess.exitOf(128 + signal)).isEqualTo(new Exit.Signal(signal));
    }
}
