package dev.mcpmanager.server;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Imports servers from the configuration files of MCP clients: Claude and Cursor ({@code mcpServers}), VS Code
 * ({@code servers}, or {@code mcp.servers} in settings.json). Thread-safe. Idempotent by name; imported servers start
 * with the manager unless they are disabled or lack a value.
 */
public final class ClientConfigImport {
    /** Largest file, in characters. */
    public static final int MAX_CHARS = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ClientConfigImport.class);
    private static final int MAX_NAME = 63;

    private final Servers servers;

    public ClientConfigImport(Servers servers) {
        this.servers = servers;
    }

    /**
     * Imports each entry of a file by itself.
     *
     * @param text JSON; comments and trailing commas are allowed
     * @return how each entry went, in the file's order
     * @throws ProblemException {@link Problem.Invalid} or {@link Problem.TooLarge} for a file of which nothing can be
     *     read
     */
    public List<ImportedServer> run(String text) {
        var report = new ArrayList<ImportedServer>();
        Map<String, String> takenBy = new LinkedHashMap<>();
        entries(text).properties().forEach(entry -> {
            ImportedServer result = one(entry.getKey(), entry.getValue(), takenBy);
            log.debug("import of {}: {}", result.name(), result.outcome().text());
            report.add(result);
        });
        return report;
    }

    private static JsonNode entries(String text) {
        if (text.length() > MAX_CHARS) {
            throw new ProblemException(
                    new Problem.TooLarge("A file to import may have at most %d characters".formatted(MAX_CHARS)));
        }
        JsonNode file = read(text);
        for (JsonNode entries : List.of(file.path("mcpServers"), file.path("servers"), file.at("/mcp/servers"))) {
            if (entries.isObject()) {
                return entries;
            }
        }
        throw ProblemException.invalid(
                "(file)",
                "has none of the objects mcpServers (Claude, Cursor), servers or mcp.servers (VS Code) in it");
    }

    private static JsonNode read(String text) {
        try {
            return Json.LENIENT.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JacksonException e) {
            // without the parser's own words, which quote the file, perhaps a secret
            TokenStreamLocation at = e.getLocation();
            throw ProblemException.invalid(
                    "(file)",
                    at == null
                            ? "is nested more than %d levels deep".formatted(Json.MAX_DEPTH)
                            : "is not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        }
    }

    private ImportedServer one(String title, JsonNode node, Map<String, String> takenBy) {
        String name = legalName(title);
        if (name.isEmpty()) {
            return rejected(title, List.of("the name has no letter a-z and no digit"));
        }
        String holder = takenBy.putIfAbsent(name, title);
        if (holder != null) {
            return rejected(
                    title, List.of("its name becomes %s, as that of \"%s\" in this file".formatted(name, holder)));
        }
        if (!node.isObject()) {
            return rejected(name, List.of("is not an object"));
        }
        try {
            return store(title, name, node);
        } catch (ProblemException e) {
            return rejected(name, reasons(e.problem()));
        }
    }

    private ImportedServer store(String title, String name, JsonNode node) {
        Optional<ServerDefinition> before = servers.find(name);
        var entry = new ImportEntry(node.asObject(), before);
        JsonNode definition = entry.definition(name);
        var messages = new ArrayList<String>();
        if (!title.equals(name)) {
            messages.add("named \"%s\" in the file".formatted(title));
        }
        messages.addAll(entry.messages());
        ServerDefinition after = before.isEmpty()
                ? servers.create(definition)
                : servers.replace(before.get().id(), definition);
        return new ImportedServer(name, outcome(before, after), Optional.of(after.id()), messages);
    }

    private static ImportOutcome outcome(Optional<ServerDefinition> before, ServerDefinition after) {
        if (before.isEmpty()) {
            return ImportOutcome.CREATED;
        }
        return before.get().equals(after) ? ImportOutcome.UNCHANGED : ImportOutcome.UPDATED;
    }

    private static ImportedServer rejected(String name, List<String> reasons) {
        return new ImportedServer(name, ImportOutcome.REJECTED, Optional.empty(), reasons);
    }

    private static List<String> reasons(Problem problem) {
        if (!(problem instanceof Problem.Invalid invalid)) {
            return List.of(problem.detail());
        }
        return invalid.errors().stream()
                .map((FieldError error) -> error.field() + " " + error.message())
                .toList();
    }

    private static String legalName(String title) {
        String name =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("^-", "");
        String cut = name.substring(0, Math.min(name.length(), MAX_NAME));
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
