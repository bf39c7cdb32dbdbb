package dev.mcpmanager.web;

import dev.mcpmanager.json.Json;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes successful replies in their envelope; stateless. */
final class Replies {
    static final String JSON = "application/json";

    private Replies() {}

    /** {@code {"data": …}}. */
    static void data(Context ctx, Object data) {
        json(ctx, Map.of("data", data));
    }

    /** {@code {"data": […], "next": …}}; {@code next} is the cursor of the next page, null on the last one. */
    static void page(Context ctx, List<?> data, @Nullable String next) {
        var envelope = new LinkedHashMap<String, @Nullable Object>();
        envelope.put("data", data);
        envelope.put("next", next);
        json(ctx, envelope);
    }

    /** An envelope with members beside {@code data}. */
    static void whole(Context ctx, Object envelope) {
        json(ctx, envelope);
    }

    private static void json(Context ctx, Object envelope) {
        ctx.contentType(JSON).result(Json.STRICT.writeValueAsBytes(envelope));
    }
}
