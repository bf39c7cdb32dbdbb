package dev.mcpmanager.runtime.process;

import java.util.Map;
import java.util.Optional;

/** The commands by which MCP servers are usually started: each answers {@code --version}, and its remedy is known. */
final class KnownLaunchers {
    private static final String NODE = "install Node.js (https://nodejs.org)";
    private static final String PYTHON = "install Python 3 (https://www.python.org)";
    private static final String UV = "install uv (https://docs.astral.sh/uv)";
    private static final Map<String, String> REMEDIES = Map.of(
            "node", NODE,
            "npx", NODE,
            "npm", NODE,
            "python", PYTHON,
            "python3", PYTHON,
            "pip", PYTHON,
            "pip3", PYTHON,
            "uv", UV,
            "uvx", UV);

    private KnownLaunchers() {}

    static boolean contains(String name) {
        return REMEDIES.containsKey(name);
    }

    /** What to do when it is missing or broken; empty for any other command. */
    static Optional<String> remedy(String name) {
        return Optional.ofNullable(REMEDIES.get(name));
    }
}
