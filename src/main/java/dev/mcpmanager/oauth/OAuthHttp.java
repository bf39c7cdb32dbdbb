package dev.mcpmanager.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.HttpFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks authorization servers, and servers for their metadata. Follows no redirect, and reads at most {@value #MAX_BYTES}
 * bytes of an answer. Thread-safe; methods block, up to the patience of each request.
 */
final class OAuthHttp implements AutoCloseable {
    static final int MAX_BYTES = 256 * 1024;

    /** An answer; {@code json} is empty if the body is no object. */
    record Answer(int status, Optional<ObjectNode> json) {
        boolean isOk() {
            return status / 100 == 2;
        }

        /** Of ours, without the other side's words. */
        String text() {
            return "status " + status + (json.isPresent() ? "" : " and no JSON");
        }
    }

    private final HttpClient client;
    private final Duration patience;

    OAuthHttp(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    Answer get(URI address) throws UnusableException {
        return send(HttpRequest.newBuilder(address).GET(), address);
    }

    Answer post(URI address, ObjectNode body) throws UnusableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        return send(request, address);
    }

    /** @param authorization the header of this name; empty to send none */
    Answer post(URI address, Map<String, String> form, Optional<String> authorization) throws UnusableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form)));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return send(request, address);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Answer send(HttpRequest.Builder request, URI address) throws UnusableException {
        var bounded = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES);
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request.header("Accept", "application/json").build(), bounded);
        try {
            HttpResponse<byte[]> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), object(answer.body()));
        } catch (TimeoutException e) {
            throw new UnusableException(HttpFailure.text(e, Addresses.origin(address)));
        } catch (ExecutionException e) {
            throw new UnusableException(
                    isTooLong(e)
                            ? Addresses.origin(address) + " answers with more than " + MAX_BYTES + " bytes"
                            : HttpFailure.text(e, Addresses.origin(address)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableException("the manager stops");
        } finally {
            asked.cancel(true);
        }
    }

    /** As the JDK's limited body says it. */
    private static boolean isTooLong(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("").contains("body exceeds capacity");
    }

    private static Optional<ObjectNode> object(byte[] body) {
        try {
            return Json.STRICT.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
