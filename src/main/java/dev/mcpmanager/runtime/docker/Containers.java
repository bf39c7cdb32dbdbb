package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.runtime.ResourceUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of the engine about containers. Thread-safe; every method throws {@link EngineException}. */
final class Containers {
    private static final int NO_SUCH = 404;
    private static final int CONFLICT = 409;

    /** One of a list. */
    record Listed(String id, Labels labels, boolean running) {}

    private final Engine engine;

    Containers(Engine engine) {
        this.engine = engine;
    }

    /** All that match, running or not. */
    List<Listed> list(ObjectNode filters) {
        var found = new ArrayList<Listed>();
        for (JsonNode each : engine.get("/containers/json?all=1&filters=" + Engine.encoded(filters.toString()))
                .values()) {
            found.add(new Listed(
                    each.path("Id").asString(),
                    Labels.read(each.path("Labels")),
                    !List.of("created", "exited", "dead")
                            .contains(each.path("State").asString(""))));
        }
        return found;
    }

    /** The id of the new container. */
    String create(ObjectNode request) {
        return engine.post("/containers/create", Optional.of(request))
                .path("Id")
                .asString();
    }

    void start(String id) {
        engine.post("/containers/" + id + "/start", Optional.empty());
    }

    Inspection inspect(String id) {
        return Inspection.read(engine.get("/containers/" + id + "/json"));
    }

    /** Its stdin, stdout and stderr in one connection. */
    Exchange attach(String id) {
        return engine.open("POST", "/containers/" + id + "/attach?stream=1&stdin=1&stdout=1&stderr=1", true);
    }

    /** Waits until it does not run, and gives its exit code. */
    int awaitEnd(String id) {
        try (Exchange exchange = engine.open("POST", "/containers/" + id + "/wait", false)) {
            return Json.STRICT.readTree(exchange.body()).path("StatusCode").asInt();
        } catch (IOException | JacksonException e) {
            throw EngineException.unreachable("the connection to the container engine broke", e);
        }
    }

    /** Sends a signal; one that has ended already is passed over. */
    void signal(String id, String signal) {
        try {
            engine.post("/containers/" + id + "/kill?signal=" + signal, Optional.empty());
        } catch (EngineException e) {
            if (e.status() != NO_SUCH && e.status() != CONFLICT) {
                throw e;
            }
        }
    }

    /** Kills it if it lives, and removes it with its anonymous volumes; one that is gone already is passed over. */
    void remove(String id) {
        try {
            engine.delete("/containers/" + id + "?force=1&v=1");
        } catch (EngineException e) {
            boolean removedByOthers = e.status() == CONFLICT && e.words().contains("in progress");
            if (e.status() != NO_SUCH && !removedByOthers) {
                throw e;
            }
        }
    }

    /** Memory without the page cache, as docker's own client counts it. */
    ResourceUsage usage(String id) {
        JsonNode stats = engine.get("/containers/" + id + "/stats?stream=0&one-shot=1");
        JsonNode memory = stats.path("memory_stats");
        // cgroups of version 1 name it one way, of version 2 the other
        long cache = memory.at("/stats/total_inactive_file")
                .asLong(memory.at("/stats/inactive_file").asLong(0));
        return new ResourceUsage(
                Math.max(0, memory.path("usage").asLong(0) - cache),
                Duration.ofNanos(stats.at("/cpu_stats/cpu_usage/total_usage").asLong(0)),
                stats.at("/pids_stats/current").asInt(0));
    }
}
