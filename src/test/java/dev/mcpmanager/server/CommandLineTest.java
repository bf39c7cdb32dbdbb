package dev.mcpmanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "npx, NODEJS",
        "node, NODEJS",
        "npm, NODEJS",
        "/usr/local/bin/npx, NODEJS",
        "C:\\Program Files\\nodejs\\npx.cmd, NODEJS",
        "uvx, PYTHON",
        "uv, PYTHON",
        "python, PYTHON",
        "python3, PYTHON",
        "/usr/bin/python3.12, PYTHON",
        "Python.EXE, PYTHON",
        "pip, PYTHON",
        "my-server, COMMAND",
        "nodemon, COMMAND",
        "uvicorn, COMMAND",
        "docker, COMMAND",
    })
    void theProgramTellsTheType(String command, ServerType type) {
        assertThat(new CommandLine(command, List.of()).type()).isEqualTo(type);
    }

    @Test
    void theWindowsShellIsTakenOff() {
        var line = new CommandLine("C:\\Windows\\cmd.exe", List.of("/C", "npx", "-y", "x")).unwrapped();
        assertThat(line).isEqualTo(new CommandLine("npx", List.of("-y", "x")));
        var other = new CommandLine("cmd", List.of("/k", "npx"));
        assertThat(other.unwrapped()).isEqualTo(other);
    }
}
