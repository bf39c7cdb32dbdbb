package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is asked of the engine about images. Thread-safe. */
final class Images {
    private static final int NO_SUCH = 404;
    private static final String CANCELLED = "it was cancelled";

    /**
     * What an image brings with it.
     *
     * @param hasCommand whether it says what to execute
     * @param exposed TCP ports on which it says it listens
     */
    record Image(boolean hasCommand, List<Integer> exposed) {
        Image {
            exposed = List.copyOf(exposed);
        }
    }

    private final Engine engine;

    Images(Engine engine) {
        this.engine = engine;
    }

    /**
     * Empty when the engine does not have it.
     *
     * @throws EngineException when the engine cannot be reached or refuses
     */
    Optional<Image> find(String reference) {
        JsonNode config;
        try {
            config = engine.get("/images/" + reference + "/json").path("Config");
        } catch (EngineException e) {
            if (e.status() == NO_SUCH) {
                return Optional.empty();
            }
            throw e;
        }
        var exposed = new ArrayList<Integer>();
        for (String port : config.path("ExposedPorts").propertyNames()) {
            if (port.matches("\\d{1,5}/tcp")) {
                exposed.add(Integer.parseInt(port.substring(0, port.indexOf('/'))));
            }
        }
        boolean hasCommand =
                !config.path("Entrypoint").isEmpty() || !config.path("Cmd").isEmpty();
        return Optional.of(new Image(hasCommand, exposed));
    }

    /**
     * Has the engine fetch an image, however long that takes.
     *
     * @param progress gets a sentence now and then
     * @param cancelled ends it
     * @return why it failed; empty when the image is there
     * @throws EngineException when the engine cannot be reached or refuses, {@code 404} for an unknown image
     */
    Optional<String> pull(String reference, Consumer<String> progress, CompletableFuture<Void> cancelled) {
        String tag = hasTag(reference) ? "" : "&tag=latest";
        try (Exchange exchange =
                engine.open("POST", "/images/create?fromImage=" + Engine.encoded(reference) + tag, cancelled)) {
            return follow(exchange, new PullProgress(reference, progress));
        } catch (IOException | JacksonException e) {
            return Optional.of(cancelled.isDone() ? CANCELLED : "the connection to the engine broke");
        } catch (EngineException e) {
            if (cancelled.isDone()) {
                return Optional.of(CANCELLED);
            }
            throw e;
        }
    }

    private static boolean hasTag(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return name.indexOf(':') >= 0 || name.indexOf('@') >= 0;
    }

    private static Optional<String> follow(Exchange exchange, PullProgress progress) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(exchange.body(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode news = Json.STRICT.readTree(line);
            String error = news.path("error").asString("");
            if (!error.isEmpty()) {
                return Optional.of(error);
            }
            progress.accept(news);
        }
        return Optional.empty();
    }
}
