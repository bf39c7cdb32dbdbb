package dev.mcpmanager.gateway;

import static org.awaitility.Awaitility.await;

import dev.mcpmanager.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Root;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.UnsubscribeRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The client of the MCP SDK for Java, in this process. */
final class JavaSdkClient implements RealClient {
    private static final McpJsonMapper MAPPER = McpJsonDefaults.getMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the client noticed during one step; thread-safe. */
    private record Noticed(AtomicInteger progress, Set<String> heard) {
        Noticed() {
            this(new AtomicInteger(), ConcurrentHashMap.newKeySet());
        }
    }

    private volatile Noticed noticed = new Noticed();

    @Override
    public JsonNode run(URI server, String token, Scenario scenario, Path home) throws Exception {
        var transport = HttpClientStreamableHttpTransport.builder(
                        server.resolve("/").toString())
                .endpoint(server.getPath())
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                .build();
        JsonNode answers = scenario.answers();
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(PATIENCE)
                .initializationTimeout(PATIENCE)
                .capabilities(ClientCapabilities.builder()
                        .roots(true)
                        .sampling()
                        .elicitation(true, true)
                        .build())
                .roots(read(answers.at("/roots~1list/roots/0"), Root.class))
                .sampling(request -> read(answers.path("sampling/createMessage"), CreateMessageResult.class))
                .elicitation(request -> read(answers.path("elicitation/create"), ElicitResult.class))
                .urlElicitation(request -> read(answers.path("elicitation/create url"), ElicitResult.class))
                .resourcesUpdateConsumer(contents -> noticed.heard().add("notifications/resources/updated"))
                .resourcesChangeConsumer(all -> noticed.heard().add("notifications/resources/list_changed"))
                .loggingConsumer(message -> noticed.heard().add("notifications/message"))
                .progressConsumer(progress -> noticed.progress().incrementAndGet())
                .build()) {
            ObjectNode run = Json.STRICT
                    .createObjectNode()
                    .put("protocolVersion", client.initialize().protocolVersion());
            ObjectNode outcomes = run.putObject("outcomes");
            for (JsonNode step : scenario.steps()) {
                outcomes.set(step.path("name").asString(), take(client, step));
            }
            client.closeGracefully();
            return run;
        }
    }

    private JsonNode take(McpSyncClient client, JsonNode step) throws IOException {
        noticed = new Noticed();
        ObjectNode outcome = Json.STRICT.createObjectNode();
        try {
            outcome.set("result", Json.STRICT.readTree(MAPPER.writeValueAsString(call(client, step))));
            // the SDK hands out notifications beside results
            await().until(() ->
                    noticed.progress().get() >= step.path("progress").asInt(0));
            if (step.has("await")) {
                await().until(() -> noticed.heard().contains(step.path("await").asString()));
            }
        } catch (RuntimeException e) {
            outcome.putObject("error").put("message", String.valueOf(e.getMessage()));
        }
        outcome.put("progress", noticed.progress().get());
        return outcome;
    }

    private static Object call(McpSyncClient client, JsonNode step) {
        JsonNode params = step.path("params");
        return switch (step.path("method").asString()) {
            case "ping" -> client.ping();
            case "tools/list" -> client.listTools();
            case "tools/call" -> client.callTool(read(withProgressToken(step), CallToolRequest.class));
            case "resources/list" -> client.listResources();
            case "resources/templates/list" -> client.listResourceTemplates();
            case "resources/read" -> client.readResource(read(params, ReadResourceRequest.class));
            case "resources/subscribe" -> {
                client.subscribeResource(read(params, SubscribeRequest.class));
                yield Map.of();
            }
            case "resources/unsubscribe" -> {
                client.unsubscribeResource(read(params, UnsubscribeRequest.class));
                yield Map.of();
            }
            case "prompts/list" -> client.listPrompts();
            case "prompts/get" -> client.getPrompt(read(params, GetPromptRequest.class));
            case "completion/complete" -> client.completeCompletion(read(params, CompleteRequest.class));
            case "logging/setLevel" -> {
                client.setLoggingLevel(
                        LoggingLevel.valueOf(params.path("level").asString().toUpperCase(Locale.ROOT)));
                yield Map.of();
            }
            case String method -> throw new IllegalArgumentException(method);
        };
    }

    private static JsonNode withProgressToken(JsonNode step) {
        ObjectNode params = (ObjectNode) step.path("params").deepCopy();
        if (step.has("progress")) {
            params.putObject("_meta").put("progressToken", "of the test");
        }
        return params;
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return MAPPER.readValue(json.toString(), type);
        } catch (IOException e) {
            throw new IllegalStateException("not a " + type.getSimpleName() + ": " + json, e);
        }
    }
}
