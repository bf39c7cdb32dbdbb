package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.HttpTransfer.Outcome;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One request to a server over HTTP, until its answer came or none can come any more: it is asked again where it surely was
 * not carried out, and a broken stream of a legacy server goes on where it broke off. Thread-safe.
 */
final class PostedRequest implements MessageBody.Messages {
    /** How long a stream may stay open after its answer. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int HEADER_MISMATCH = -32020;
    private static final String CALL = "tools/call";

    private final HttpConnection connection;
    private final Request request;
    private final Optional<AnswerListener> listener;
    private final Resumption resumption = new Resumption();
    private volatile @Nullable HttpTransfer transfer;
    /** An error that came with a status that may mean that something else is wrong. */
    private volatile @Nullable Failure refusal;

    /** What ends the stream if the server does not. */
    private volatile @Nullable Future<?> lingering;

    private volatile boolean accepted;
    /** The server has begun to answer: it may have carried the request out. */
    private volatile boolean taken;

    private volatile boolean isStream;
    private volatile boolean repeated;

    PostedRequest(HttpConnection connection, Request request, AnswerListener listener) {
        this.connection = connection;
        this.request = request;
        this.listener = Optional.of(listener);
    }

    private RawJson params() {
        return request.params().orElse(RawJson.EMPTY_OBJECT);
    }

    /** Sends it. */
    void post() {
        HttpSession session = connection.session();
        if (session.era() == Era.LEGACY || !request.method().equals(CALL)) {
            post(session, List.of());
            return;
        }
        String tool = RawObject.of(params(), List.of("name"))
                .flatMap(object -> object.text("name"))
                .orElse("");
        var _ = connection.toolHeaders().of(tool).thenAccept(headers -> post(session, headers));
    }

    private void post(HttpSession session, List<ToolHeaders.Repeated> repeatedHeaders) {
        if (!isWaiting()) {
            return;
        }
        Map<String, String> headers = new HashMap<>(session.headersOf(request.method(), params()));
        try {
            headers.putAll(HttpSession.repeated(repeatedHeaders, params()));
        } catch (JacksonException e) {
            fail("wants arguments repeated in headers, which are ambiguous: " + e.getOriginalMessage());
            return;
        }
        refusal = null;
        follow(connection.endpoint().post(request, headers, this), session);
    }

    private void follow(HttpTransfer next, HttpSession session) {
        transfer = next;
        if (!isWaiting()) {
            next.abort();
        }
        var _ = next.outcome().whenComplete((outcome, failure) -> {
            Future<?> unneeded = lingering;
            if (unneeded != null) {
                unneeded.cancel(false);
            }
            if (!isWaiting()) {
                return;
            }
            if (outcome != null) {
                ended(outcome, session);
            } else {
                broken(next, failure, session);
            }
        });
    }

    private boolean isWaiting() {
        return connection.isWaiting(request.id());
    }

    @Override
    public void head(int status, boolean stream) {
        accepted = status / 100 == 2;
        taken |= accepted;
        isStream = stream;
    }

    @Override
    public boolean message(Decoded message) {
        Optional<Response> response = HttpEndpoint.responseTo(request.id(), message);
        if (response.isPresent()) {
            respond(response.get());
            return false;
        }
        switch (message) {
            case Notification notification -> connection.notified(notification, listener);
            case Request question -> connection.requested(question, listener);
            case NotJsonRpc(String reason) -> connection.stray(reason);
            case Response _ -> connection.stray("is an answer to another request");
        }
        return false;
    }

    private void respond(Response response) {
        if (accepted) {
            connection.answered(request.id(), response);
            if (isStream) {
                lingering = connection.later(LINGER, this::abort);
            }
        } else if (response instanceof Failure failure) {
            refusal = failure;
        }
    }

    @Override
    public void whenRoom(Runnable next) {
        listener.ifPresentOrElse(each -> each.whenRoom(next), next);
    }

    @Override
    public void id(String lastEventId) {
        resumption.id(lastEventId);
    }

    @Override
    public void retry(long millis) {
        resumption.retry(millis);
    }

    private void ended(Outcome outcome, HttpSession session) {
        int status = outcome.status();
        Failure refused = refusal;
        if (outcome.body() == MessageBody.End.TOO_LONG) {
            fail("answered " + request.method() + " with a message of more than " + connection.maxMessageBytes()
                    + " bytes (setting max-message-size), or than memory allows now");
        } else if (status / 100 == 2) {
            if (!resumed(session)) {
                fail(
                        isStream
                                ? "closed the stream before it answered " + request.method()
                                : connection.endpoint().refusal(outcome));
            }
        } else if (!repeated && isOutdated(refused)) {
            repeated = true;
            connection.toolHeaders().forget();
            post();
        } else if (taken && (status == NOT_FOUND || status == BAD_REQUEST)) {
            fail("does not know any more what it had begun to answer (status " + status + "): whether "
                    + request.method() + " was carried out is not known; look before you try again");
        } else if (!repeated && (status == NOT_FOUND || status == BAD_REQUEST)) {
            // as servers answer those whose session they do not know (some with 400): it was not carried out
            repeated = true;
            renew(outcome, session);
        } else {
            refuse(outcome);
        }
    }

    private static boolean isOutdated(@Nullable Failure refused) {
        return refused != null && ErrorObject.of(refused).code() == HEADER_MISMATCH;
    }

    private void renew(Outcome outcome, HttpSession session) {
        var _ = connection.renewed(session).whenComplete((now, failure) -> {
            if (now == null) {
                connection.failed(request.id(), failure);
            } else if (now.equals(session)) {
                refuse(outcome);
            } else {
                post();
            }
        });
    }

    /** Hands on the server's own error, if it gave one. */
    private void refuse(Outcome outcome) {
        Failure refused = refusal;
        if (refused != null && !HttpRefusal.isForGood(outcome.status())) {
            connection.answered(request.id(), refused);
        } else {
            fail(connection.endpoint().refusal(outcome));
        }
    }

    private void broken(HttpTransfer at, Throwable failure, HttpSession session) {
        if (taken || at.hasBegun()) {
            if (!resumed(session)) {
                fail("closed the connection before it answered " + request.method());
            }
        } else if (!repeated && !request.method().equals(CALL)) {
            // the server may have closed an idle connection just when it was used again; a call may have been carried
            // out
            repeated = true;
            post(session, List.of());
        } else {
            fail("does not answer " + request.method() + ": "
                    + HttpFailure.text(failure, connection.endpoint().origin()));
        }
    }

    /** Whether the stream goes on where it broke off (2025-11-25, Transports, Resumability and Redelivery). */
    private boolean resumed(HttpSession session) {
        Optional<String> lastEventId = resumption.next();
        if (session.era() == Era.MODERN || lastEventId.isEmpty()) {
            return false;
        }
        Map<String, String> headers = new HashMap<>(session.headers());
        headers.put("Last-Event-ID", lastEventId.get());
        var _ = connection.later(resumption.delay(), () -> {
            if (isWaiting()) {
                follow(connection.endpoint().get(headers, this), session);
            }
        });
        return true;
    }

    /** @param what the server did */
    private void fail(String what) {
        connection.failed(request.id(), connection.failure(what));
    }

    /** Nobody waits for it any more. */
    void abort() {
        HttpTransfer current = transfer;
        if (current != null) {
            current.abort();
        }
    }
}
