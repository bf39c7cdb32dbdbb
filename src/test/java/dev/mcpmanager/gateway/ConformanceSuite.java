package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.testing.RealServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The MCP project's own conformance suite, with the Node.js that it needs; it may take 3 minutes. Immutable. */
final class ConformanceSuite {
    private static final Path NODE = RealServer.installed("node_modules", ".bin", "node");
    private static final Path PACKAGE = RealServer.installed("node_modules", "@modelcontextprotocol", "conformance");
    private static final Path PREFIX =
            Path.of("src", "test", "clients", "prefix.mjs").toAbsolutePath();
    private static final int MINUTES = 3;
    /** Such as {@code server-tools-list-2026-07-28T12-00-00-000Z}. */
    private static final Pattern RESULT = Pattern.compile("server-(?<scenario>.+)-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z");

    private final String revision;
    private final String prefix;

    /** @param prefix of the tools' and prompts' names, for which the suite has no option, so that its calls are rewritten */
    ConformanceSuite(String revision, String prefix) {
        this.revision = revision;
        this.prefix = prefix;
    }

    /** What failed, by scenario: nothing for one that passed. */
    record Findings(SortedMap<String, List<String>> failures) {
        List<String> passed() {
            return failures.entrySet().stream()
                    .filter(scenario -> scenario.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public String toString() {
            var text = new StringBuilder("the suite's findings");
            failures.forEach((scenario, failed) -> failed.forEach(
                    failure -> text.append("\n").append(scenario).append(": ").append(failure)));
            return text.toString();
        }
    }

    /** The scenarios that whatever implements the revision has to pass, sorted. */
    List<String> required() throws IOException {
        return Files.readAllLines(PACKAGE.resolve("requirements").resolve(revision + ".yaml")).stream()
                .dropWhile(line -> !line.equals("server:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  - "))
                .map(line -> line.substring("  - ".length()))
                .sorted()
                .toList();
    }

    /** Runs against a server over HTTP; leaves files in {@code directory}. */
    Findings run(URI server, Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        var command = new ArrayList<>(List.of(NODE.toString()));
        if (!prefix.isEmpty()) {
            command.addAll(List.of("--import", PREFIX.toString()));
        }
        command.addAll(List.of(PACKAGE.resolve("dist").resolve("index.js").toString(), "server"));
        command.addAll(List.of("--url", server.toString(), "--requirements", revision));
        command.addAll(List.of("--output-dir", directory.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PREFIX", prefix);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Findings findings = findings(directory);
        if (!ended || findings.failures().isEmpty()) {
            throw new AssertionError("the suite did not end, or found nothing:\n" + Files.readString(output));
        }
        return findings;
    }

    private static Findings findings(Path directory) throws IOException {
        var findings = new TreeMap<String, List<String>>();
        try (Stream<Path> results = Files.list(directory)) {
            for (Path result : results.toList()) {
                Matcher name = RESULT.matcher(result.getFileName().toString());
                if (name.matches()) {
                    findings.put(name.group("scenario"), failures(result.resolve("checks.json")));
                }
            }
        }
        return new Findings(findings);
    }

    private static List<String> failures(Path checks) throws IOException {
        if (!Files.exists(checks)) {
            return List.of("broke off");
        }
        return Json.STRICT
                .readTree(Files.readString(checks))
                .valueStream()
                .filter(check -> check.path("status").asString().equals("FAILURE"))
                .map(ConformanceSuite::describe)
                .toList();
    }

    private static String describe(JsonNode check) {
        return check.path("id").asString() + ": " + check.path("errorMessage").asString();
    }
}
