package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.mcp.MessageBody.Messages;
import dev.mcpmanager.problem.Problem;
import dev.mcpmanager.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends messages to one MCP endpoint (Streamable HTTP, Sending Messages) and reads the answers, bounded. Thread-safe. What
 * has an {@code end}, as {@link System#nanoTime()}, blocks until then at the latest; the rest does not block. {@code
 * headers} are the protocol's. What is thrown tells no more of the address than {@link #origin()}.
 */
final class HttpEndpoint {
    private final HttpClient client;
    private final URI address;
    private final Authorizer authorizer;
    private final HttpRequest.Builder template;
    private final int maxMessageBytes;
    private final ConnectionListener listener;
    private final AtomicLong lastId = new AtomicLong();

    /**
     * Others as {@link HttpPing#HttpPing}.
     *
     * @param maxMessageBytes longest message that is read
     * @param listener told of each message, and asked for what may be thrown
     */
    HttpEndpoint(HttpClient client, HttpTarget target, int maxMessageBytes, ConnectionListener listener) {
        this.client = client;
        this.address = target.address();
        this.authorizer = target.authorizer();
        this.maxMessageBytes = maxMessageBytes;
        this.listener = listener;
        this.template = HttpRequest.newBuilder(address);
        target.headers().forEach(this::add);
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
        return HttpTransfer.origin(address);
    }

    /** Sends a message and hands on what comes back, however much that is. */
    HttpTransfer post(JsonRpcMessage message, Map<String, String> headers, Messages messages) {
        return send(posting(message), methodOf(message), headers, messages, Long.MAX_VALUE);
    }

    /** Sends a message to which no message comes back; what is not taken within {@code limit} is given up. */
    CompletableFuture<HttpTransfer.Outcome> tell(JsonRpcMessage message, Map<String, String> headers, Duration limit) {
        HttpTransfer transfer = send(posting(message), methodOf(message), headers, _ -> true, maxMessageBytes);
        return transfer.outcome()
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((_, _) -> transfer.abort());
    }

    /** Sends a message to another address, from which no message comes back; see {@link #sameOrigin}. */
    HttpTransfer postTo(URI target, JsonRpcMessage message) {
        return send(posting(message).uri(target), methodOf(message), Map.of(), _ -> true, maxMessageBytes);
    }

    private static String methodOf(JsonRpcMessage message) {
        return switch (message) {
            case Request request -> request.method();
            case Notification notification -> notification.method();
            case Response _ -> "POST";
        };
    }

    /**
     * An address that the server gave, resolved.
     *
     * @throws ProblemException if it is elsewhere, where what is sent here must not go
     */
    URI sameOrigin(String reference) {
        try {
            URI target = address.resolve(reference.strip());
            if (HttpTransfer.origin(target).equals(origin())) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw failure("names an endpoint for messages that is no address");
        }
        throw failure("names an endpoint for messages at another host, where nothing is sent");
    }

    private HttpRequest.Builder posting(JsonRpcMessage message) {
        listener.sending(message);
        return template.copy()
                .setHeader("Content-Type", "application/json")
                .setHeader("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(JsonRpcEncoder.encode(message).bytes()));
    }

    /** Opens a stream of what the server says by itself, or that of a request anew. */
    HttpTransfer get(Map<String, String> headers, Messages messages) {
        HttpRequest.Builder request =
                template.copy().setHeader("Accept", "text/event-stream").GET();
        return send(request, "GET", headers, messages, Long.MAX_VALUE);
    }

    private HttpTransfer send(
            HttpRequest.Builder request,
            String method,
            Map<String, String> headers,
            Messages messages,
            long maxTotalBytes) {
        headers.forEach(request::setHeader);
        var transfer = new HttpTransfer(
                client,
                authorizer,
                method,
                MessageBody.reading(messages, listener::received, maxMessageBytes, maxTotalBytes));
        transfer.send(request);
        return transfer;
    }

    /**
     * Asks something that may be asked twice.
     *
     * @throws ProblemException if the server redirects, asks for authorization, or is asked too often
     */
    HttpAnswer request(String method, ObjectNode params, Map<String, String> headers, long end)
            throws IOException, InterruptedException, TimeoutException {
        // other ids than those of a connection in the same session
        var id = new JsonRpcId.Text("manager-" + lastId.incrementAndGet());
        var request = new Request(id, method, Optional.of(RawJson.of(params)));
        try {
            return ask(request, headers, end);
        } catch (IOException e) {
            // the server may have closed an idle connection just when it was used again
            return ask(request, headers, end);
        }
    }

    private HttpAnswer ask(Request request, Map<String, String> headers, long end)
            throws IOException, InterruptedException, TimeoutException {
        var found = new AtomicReference<Response>();
        Messages messages = message -> {
            Optional<Response> response = responseTo(request.id(), message);
            response.ifPresent(found::set);
            return response.isPresent();
        };
        HttpTransfer transfer = send(posting(request), request.method(), headers, messages, maxMessageBytes);
        HttpTransfer.Outcome outcome = await(transfer, end);
        return new HttpAnswer(
                outcome.status(),
                Optional.ofNullable(found.get()),
                outcome.headers().firstValue(HttpSession.ID_HEADER));
    }

    /**
     * Opens the event stream of a server of 2024-11-05, and leaves it. The answer has an empty result if the stream told
     * where to send messages.
     */
    HttpAnswer stream(long end) throws IOException, InterruptedException, TimeoutException {
        var named = new AtomicReference<String>();
        HttpTransfer transfer = get(Map.of(), new Messages() {
            @Override
            public boolean message(Decoded message) {
                return named.get() != null;
            }

            @Override
            public boolean endpoint(String reference) {
                named.set(reference);
                return true;
            }
        });
        int status = await(transfer, end).status();
        Optional<Response> told = Optional.ofNullable(named.get())
                .map(this::sameOrigin)
                .map(_ -> new Result(new JsonRpcId.Int(0), RawJson.EMPTY_OBJECT));
        return new HttpAnswer(status, told, Optional.empty());
    }

    /** The message, if it answers the request of this id. */
    static Optional<Response> responseTo(JsonRpcId id, Decoded message) {
        return switch (message) {
            case Result result when result.id().equals(id) -> Optional.of(result);
            // an error has no id where the server could not read the request's
            case Failure failure when failure.id().orElse(id).equals(id) -> Optional.of(failure);
            case Decoded _ -> Optional.empty();
        };
    }

    /** @throws ProblemException as {@link #request} */
    void sendNotification(Notification notification, Map<String, String> headers, long end)
            throws IOException, InterruptedException, TimeoutException {
        HttpTransfer.Outcome _ =
                await(send(posting(notification), notification.method(), headers, _ -> true, maxMessageBytes), end);
    }

    /** Ends the session that {@code headers} name (2025-11-25, Transports, Session Management). */
    void delete(Map<String, String> headers, long end) throws IOException, InterruptedException, TimeoutException {
        HttpTransfer.Outcome _ =
                await(send(template.copy().DELETE(), "DELETE", headers, _ -> true, maxMessageBytes), end);
    }

    private HttpTransfer.Outcome await(HttpTransfer transfer, long end)
            throws IOException, InterruptedException, TimeoutException {
        HttpTransfer.Outcome outcome;
        try {
            outcome = transfer.outcome().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no HTTP answer from " + origin(), e.getCause());
        } finally {
            transfer.abort();
        }
        if (HttpRefusal.isForGood(outcome.status()) || HttpRefusal.isForHaste(outcome.status())) {
            throw failure(refusal(outcome));
        }
        return outcome;
    }

    /** What the server did instead of answering MCP, with a remedy. */
    String refusal(HttpTransfer.Outcome outcome) {
        Optional<String> known =
                HttpRefusal.isOfAuthorization(outcome.status()) ? authorizer.refusal() : Optional.empty();
        return known.orElseGet(() -> HttpRefusal.text(outcome, address));
    }

    ProblemException failure(String what) {
        return new ProblemException(new Problem.UpstreamFailed(listener.redacted(origin() + " " + what)));
    }
}
