package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends requests to one MCP endpoint (Streamable HTTP, Sending Messages) and reads the answers, bounded. Thread-safe. Methods block until {@code end}, as {@link System#nanoTime()}, at the latest. {@code headers} are the
 * protocol's. What is thrown tells no more of the address than {@link #origin()}.
 */
final class HttpEndpoint {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final HttpClient client;
    private final URI address;
    private final HttpRequest.Builder template;
    private final int maxAnswerBytes;
    private final UnaryOperator<String> redact;
    private final AtomicLong lastId = new AtomicLong();

    /**
     * Others as {@link HttpPing#HttpPing}.
     *
     * @param maxAnswerBytes of one answer that are read
     * @param redact for what is thrown, see {@link ConnectionListener#redacted}
     */
    HttpEndpoint(
            HttpClient client,
            URI address,
            Map<String, String> headers,
            int maxAnswerBytes,
            UnaryOperator<String> redact) {
        this.client = client;
        this.address = address;
        this.maxAnswerBytes = maxAnswerBytes;
        this.redact = redact;
        this.template = HttpRequest.newBuilder(address);
        headers.forEach(this::add);
    }

    private void add(String name, String value) {
        try {
            template.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // the exception may name the value
            throw ProblemException.invalid("headers", "cannot be sent: check name and value of " + name);
        }
    }

    /** Scheme, host and port; what else is in the address may be a credential. */
    String origin() {
        return origin(address);
    }

    private static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }

    /** @throws ProblemException if the server redirects or asks for authorization */
    HttpAnswer request(String method, ObjectNode params, Map<String, String> headers, long end)
            throws IOException, InterruptedException, TimeoutException {
        return request(new Request(nextId(), method, Optional.of(RawJson.of(params))), headers, end);
    }

    JsonRpcId.Int nextId() {
        return new JsonRpcId.Int(lastId.incrementAndGet());
    }

    /** @throws ProblemException as the other */
    HttpAnswer request(Request request, Map<String, String> headers, long end)
            throws IOException, InterruptedException, TimeoutException {
        return post(request, headers, ResponseBody.answering(request.id(), maxAnswerBytes), end);
    }

    /** @throws ProblemException as {@link #request} */
    void sendNotification(Notification notification, Map<String, String> headers, long end)
            throws IOException, InterruptedException, TimeoutException {
        post(notification, headers, _ -> ResponseBody.unread(), end);
    }

    /** Ends the session that {@code headers} name (2025-11-25, Transports, Session Management). */
    void delete(Map<String, String> headers, long end) throws IOException, InterruptedException, TimeoutException {
        exchange(template.copy().DELETE(), headers, _ -> ResponseBody.unread(), end);
    }

    ProblemException failure(String what) {
        return new ProblemException(new Problem.UpstreamFailed(redact.apply(origin() + " " + what)));
    }

    private HttpAnswer post(
            JsonRpcMessage message, Map<String, String> headers, BodyHandler<ResponseBody.Read> body, long end)
            throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request = template.copy()
                .setHeader("Content-Type", "application/json")
                .setHeader("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(JsonRpcEncoder.encode(message).bytes()));
        HttpResponse<ResponseBody.Read> answer;
        try {
            answer = exchange(request, headers, body, end);
        } catch (IOException e) {
            if (!isRepeatable(message)) {
                throw e;
            }
            // the server may have closed an idle connection just when it was used again
            answer = exchange(request, headers, body, end);
        }
        refuse(answer);
        return new HttpAnswer(
                answer.statusCode(),
                answer.body().response(),
                answer.body().tooLong(),
                answer.headers().firstValue(HttpSession.ID_HEADER));
    }

    /** A call may have been carried out though no answer came. */
    private static boolean isRepeatable(JsonRpcMessage message) {
        return !(message instanceof Request request) || !request.method().equals("tools/call");
    }

    private <T> HttpResponse<T> exchange(
            HttpRequest.Builder request, Map<String, String> headers, BodyHandler<T> body, long end)
            throws IOException, InterruptedException, TimeoutException {
        headers.forEach(request::setHeader);
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request.build(), body);
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no HTTP answer from " + origin(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private void refuse(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw failure("asks for authorization (status " + status
                    + "): add its credentials to headers, or set a healthEndpoint");
        }
        if (status / 100 == 3) {
            String target =
                    answer.headers().firstValue("location").map(this::target).orElse("");
            throw failure("redirects" + target + ": redirects are not followed; check mcpPath");
        }
    }

    private String target(String location) {
        try {
            URI target = address.resolve(location);
            return target.getHost() == null ? "" : " to " + origin(target) + target.getRawPath();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
