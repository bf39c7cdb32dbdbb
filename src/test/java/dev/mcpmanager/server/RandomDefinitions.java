package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Valid input for definitions, the same for the same seed; each secret value contains {@link #SECRET}. */
final class RandomDefinitions {
    static final String SECRET = "MUST-NOT-SHOW";

    private static final List<String> TEXTS = List.of(
            "x", "two words", "--flag=1", "\"quoted\" 'text'", "ünï 世界 🙂", "$HOME ${X} `y`", "\t\\", "{\"a\":1}");
    private static final List<String> DURATIONS = List.of("100ms", "1500ms", "1s", "90s", "2m", "1h");

    private final Random random;
    private int count;

    RandomDefinitions(long seed) {
        random = new Random(seed);
    }

    ObjectNode next() {
        ServerType type = pick(List.of(ServerType.values()));
        ObjectNode json =
                Json.STRICT.createObjectNode().put("name", "server-" + count++).put("type", type.text());
        json.put("autostart", random.nextBoolean());
        switch (type) {
            case NODEJS, PYTHON, COMMAND -> {
                json.put("command", pick(TEXTS));
                texts(json);
                if (random.nextBoolean()) {
                    json.put("workingDirectory", pick(List.of("/srv", "~", "~/a b")));
                }
                values(json.putObject("environment"));
            }
            case CONTAINER -> {
                json.put("image", pick(List.of("mcp/time", "ghcr.io/a/b:1.2", "localhost:5000/x")));
                texts(json);
                values(json.putObject("environment"));
                json.withObject("/config/container")
                        .put("memory", pick(List.of("unlimited", "64MiB", "1GiB")))
                        .put("readOnly", random.nextBoolean());
            }
            case REMOTE -> {
                json.put("url", pick(List.of("https://example.com/mcp", "http://[::1]:80/?a=b")));
                values(json.putObject("config").putObject("headers"));
            }
        }
        if (type != ServerType.REMOTE && random.nextBoolean()) {
            json.put("port", 1 + random.nextInt(65_535))
                    .put("healthEndpoint", "/health?a=b")
                    .put("transport", "http");
        }
        json.putObject("restart")
                .put("policy", pick(List.of("never", "on-failure", "always")))
                .put("backoff", pick(DURATIONS))
                .put("maxBackoff", "1h")
                .put("maxFailures", 1 + random.nextInt(1000));
        json.putObject("health").put("interval", pick(DURATIONS)).put("failureThreshold", 1 + random.nextInt(100));
        return json;
    }

    private void texts(ObjectNode json) {
        var args = json.putArray("args");
        for (int i = random.nextInt(5); i > 0; i--) {
            args.add(pick(TEXTS));
        }
    }

    private void values(ObjectNode json) {
        if (random.nextBoolean()) {
            json.put("API_KEY", SECRET + pick(TEXTS));
        }
        if (random.nextBoolean()) {
            json.putObject("PIN").put("value", pick(TEXTS) + SECRET).put("secret", true);
        }
        if (random.nextBoolean()) {
            json.put("PLAIN", pick(TEXTS));
        }
        if (random.nextBoolean()) {
            json.putObject("KEYBOARD").put("value", pick(TEXTS)).put("secret", false);
        }
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
