package dev.mcpmanager.web;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies within bounds of size and time; stateless. */
final class RequestBody {
    /** Most bytes of a body. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

    private RequestBody() {}

    /**
     * The JSON object in the body, at most {@link #MAX_BYTES} long.
     *
     * @throws ProblemException TooLarge, UnsupportedMedia, or Invalid when it is not JSON or not an object
     */
    static ObjectNode object(Context ctx) {
        return object(ctx, MAX_BYTES);
    }

    /** Like {@link #object(Context)}, with a bound of its own. */
    static ObjectNode object(Context ctx, int maxBytes) {
        JsonNode node;
        try {
            node = Json.STRICT.readTree(bytes(ctx, maxBytes));
        } catch (JacksonException e) {
            throw invalid("The body is not JSON that can be read: " + reason(e));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw invalid("The body must be a JSON object, not "
                + (node.isMissingNode() ? "empty" : node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    /**
     * The whole JSON body, unparsed. One that is too large is not read to its end.
     *
     * @throws ProblemException TooLarge or UnsupportedMedia
     * @throws HttpResponseException 408 when it does not come within 30 s, 400 when it ends early
     */
    static byte[] bytes(Context ctx, int maxBytes) {
        String type = ctx.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/(merge-patch\\+)?json *(;.*)?")) {
            throw new ProblemException(
                    new Problem.UnsupportedMedia("Send JSON with the header 'Content-Type: application/json'"));
        }
        if (ctx.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try {
            return read(ctx.bodyInputStream(), maxBytes);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? tooSlow()
                    : new HttpResponseException(400, "The body ended early");
        }
    }

    private static byte[] read(InputStream body, int maxBytes) throws IOException {
        long start = System.nanoTime();
        var bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[16 * 1024];
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            if (bytes.size() + read > maxBytes) {
                throw tooLarge(maxBytes);
            }
            if (System.nanoTime() - start > MAX_NANOS) {
                throw tooSlow();
            }
            bytes.write(chunk, 0, read);
        }
        return bytes.toByteArray();
    }

    /** Where, if it is known, and what. */
    private static String reason(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return (at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ")
                + e.getOriginalMessage();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(new Problem.Invalid(detail, List.of()));
    }

    private static ProblemException tooLarge(int maxBytes) {
        String most = maxBytes < MAX_BYTES ? maxBytes / 1024 + " KiB" : maxBytes / MAX_BYTES + " MiB";
        return new ProblemException(new Problem.TooLarge("The body is larger than " + most + ", the most taken here"));
    }

    private static HttpResponseException tooSlow() {
        return new HttpResponseException(408, "The body did not come within 30 seconds");
    }
}
