package dev.mcpmanager.runtime.docker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Adds up what the engine tells of each layer of an image to one sentence every two seconds. For one thread. */
final class PullProgress {
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final int MAX_LAYERS = 1000;

    private record Layer(long done, long total) {}

    private final String image;
    private final Consumer<String> sentences;
    private final Map<String, Layer> layers = new HashMap<>();
    private long nextAt = System.nanoTime();

    PullProgress(String image, Consumer<String> sentences) {
        this.image = image;
        this.sentences = sentences;
    }

    void accept(JsonNode news) {
        String layer = news.path("id").asString("");
        JsonNode detail = news.path("progressDetail");
        if (detail.has("total")
                && layers.size() < MAX_LAYERS
                && news.path("status").asString("").equals("Downloading")) {
            layers.put(
                    layer,
                    new Layer(
                            detail.path("current").asLong(0),
                            detail.path("total").asLong(0)));
        }
        if (System.nanoTime() - nextAt >= 0) {
            nextAt = System.nanoTime() + BETWEEN.toNanos();
            sentences.accept(sentence());
        }
    }

    private String sentence() {
        long done = layers.values().stream().mapToLong(Layer::done).sum();
        long total = layers.values().stream().mapToLong(Layer::total).sum();
        return layers.isEmpty()
                ? "image " + image + " is being pulled"
                : "image %s is being pulled: %.1f of %.1f MB".formatted(image, done / 1e6, total / 1e6);
    }
}
