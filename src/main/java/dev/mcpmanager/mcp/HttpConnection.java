package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.InFlightRequests.Pending;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import dev.mcpmanager.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC with one server over Streamable HTTP, each request in an exchange of its own. Thread-safe. A session that a
 * legacy server has forgotten is opened anew; the connection closes when the server in its place turns out to be another.
 */
public final class HttpConnection implements McpConnection {
    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** For what the server is told, which it has only to take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String serverName;
    private final ConnectionListener listener;
    private final ScheduledExecutorService scheduler;
    private final int maxMessageBytes;
    private final HttpClient client;
    private final HttpEndpoint endpoint;
    private final HttpSessions sessions;
    private final InFlightRequests inFlight;
    private final ConcurrentMap<JsonRpcId, PostedRequest> posted = new ConcurrentHashMap<>();
    private final StandingStream standing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Occurrences failures = new Occurrences();
    private volatile @Nullable Peer peer;
    private volatile @Nullable SseConnection stream;

    /**
     * Sends nothing yet.
     *
     * @param serverName for messages
     * @param scheduler for time-outs and waits; outlives the connection
     * @param maxMessageBytes longest message that is read
     * @throws ProblemException if one of the target's headers cannot be sent
     */
    public HttpConnection(
            String serverName,
            HttpTarget target,
            ClientInfo manager,
            ConnectionListener listener,
            ScheduledExecutorService scheduler,
            int maxMessageBytes) {
        this.serverName = serverName;
        this.listener = listener;
        this.scheduler = scheduler;
        this.maxMessageBytes = maxMessageBytes;
        this.client = client(target.address());
        this.endpoint = new HttpEndpoint(client, target, maxMessageBytes, listener);
        this.sessions = new HttpSessions(this, endpoint, manager, listener);
        this.inFlight = new InFlightRequests(serverName);
        this.standing = new StandingStream(this);
    }

    private static HttpClient client(URI address) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        boolean isLoopback = InetAddress.getLoopbackAddress().getHostAddress().equals(address.getHost());
        // each hop to another thread costs; but a name has to be looked up, which blocks
        return isLoopback ? builder.executor(Runnable::run).build() : builder.build();
    }

    CompletableFuture<McpSession> open(Duration timeout) {
        return sessions.open(timeout);
    }

    /** Connects over HTTP with server-sent events instead; from then on this connection carries nothing itself. */
    CompletableFuture<McpSession> openStream(ClientInfo manager, Duration timeout) {
        var opened = new SseConnection(serverName, endpoint, listener, scheduler, maxMessageBytes, this::close);
        stream = opened;
        return opened.open(manager, timeout);
    }

    /** As {@link HttpSessions#renewed}. */
    CompletableFuture<HttpSession> renewed(HttpSession lost) {
        return sessions.renewed(lost);
    }

    /** A new session is open in place of one that the server had forgotten. */
    void renewed() {
        Peer told = peer;
        if (told != null) {
            told.renewed();
            standing.open();
        }
    }

    @Override
    public CompletableFuture<Response> request(String method, RawJson params, Duration timeout) {
        return FutureAnswer.to(method, params, this, timeout, scheduler);
    }

    @Override
    public long forward(String method, LongFunction<Optional<RawJson>> params, AnswerListener answers) {
        Pending pending = inFlight.begin(method, answers);
        var request = new Request(new JsonRpcId.Int(pending.id()), method, params.apply(pending.id()));
        var sent = new PostedRequest(this, request, answers);
        posted.put(request.id(), sent);
        if (isWaiting(request.id())) {
            sent.post();
        } else {
            posted.remove(request.id());
        }
        return pending.id();
    }

    @Override
    public void cancel(long id, String reason) {
        PostedRequest request = posted.remove(new JsonRpcId.Int(id));
        if (!inFlight.forget(id) || request == null) {
            return;
        }
        if (session().era() == Era.MODERN) {
            // which tells the server
            request.abort();
        } else {
            post(Protocol.cancelled(id, reason), request::abort);
        }
    }

    /** {@inheritDoc} What a legacy server says on the request's stream is still heard. */
    @Override
    public boolean cancel(long id, String reason, AnswerListener answers) {
        boolean waited = inFlight.replace(id, answers);
        if (waited) {
            send(Protocol.cancelled(id, reason));
        }
        return waited;
    }

    @Override
    public boolean forget(long id) {
        Optional.ofNullable(posted.remove(new JsonRpcId.Int(id))).ifPresent(PostedRequest::abort);
        return inFlight.forget(id);
    }

    @Override
    public Optional<AnswerListener> waiting(long id) {
        return inFlight.listener(id);
    }

    @Override
    public Stream<AnswerListener> waiting() {
        return inFlight.listeners();
    }

    @Override
    public void attach(Peer attached) {
        peer = attached;
        if (closed.get()) {
            attached.closed();
        } else {
            standing.open();
        }
    }

    @Override
    public boolean hasStreamOfEachRequest() {
        return true;
    }

    @Override
    public void send(JsonRpcMessage message) {
        post(message, () -> {});
    }

    private void post(JsonRpcMessage message, Runnable then) {
        Map<String, String> headers = message instanceof Notification notification
                ? session().headersOf(notification.method(), RawJson.EMPTY_OBJECT)
                : session().headers();
        var _ = endpoint.tell(message, headers, PATIENCE).whenComplete((outcome, failure) -> {
            if (failure != null) {
                log.info("server {} was not told something: {}", serverName, HttpFailure.text(failure, "it"));
            } else if (outcome.status() / 100 != 2) {
                log.info("server {} was not told something: it {}", serverName, endpoint.refusal(outcome));
            }
            then.run();
        });
    }

    /** Fails at once what is under way and whatever is asked from now on, as {@link StdioConnection#close}. */
    public void close(String reason) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        standing.close();
        SseConnection opened = stream;
        if (opened != null) {
            opened.close(reason);
        }
        Peer told = peer;
        if (told != null) {
            told.closed();
        }
        inFlight.close(reason);
        posted.values().forEach(PostedRequest::abort);
        posted.clear();
        Thread.startVirtualThread(this::leave);
    }

    public boolean isClosed() {
        return closed.get();
    }

    private void leave() {
        sessions.leave();
        client.shutdownNow();
    }

    @Override
    public String serverName() {
        return serverName;
    }

    @Override
    public String redacted(String words) {
        return listener.redacted(words);
    }

    HttpSession session() {
        return sessions.session();
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    ToolHeaders toolHeaders() {
        return sessions.opened().toolHeaders();
    }

    int maxMessageBytes() {
        return maxMessageBytes;
    }

    boolean isWaiting(JsonRpcId id) {
        return id instanceof JsonRpcId.Int(long number)
                && inFlight.listener(number).isPresent();
    }

    /** Runs what must not block. */
    Future<?> later(Duration delay, Runnable task) {
        return scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void answered(JsonRpcId id, Response response) {
        posted.remove(id);
        handling(() -> inFlight.answered(Optional.of(id), response));
    }

    /** No answer can come. */
    void failed(JsonRpcId id, Throwable why) {
        posted.remove(id);
        if (id instanceof JsonRpcId.Int(long number)) {
            ProblemException told = why instanceof ProblemException known ? known : failure("was not asked: " + why);
            handling(() -> inFlight.failed(number, _ -> told));
        }
    }

    void notified(Notification notification, Optional<AnswerListener> call) {
        handling(() -> {
            listener.notified(notification);
            if (notification.method().equals("notifications/tools/list_changed")) {
                toolHeaders().forget();
            }
            Peer attached = peer;
            if (attached != null) {
                attached.notified(notification, call);
            }
        });
    }

    void requested(Request request, Optional<AnswerListener> call) {
        handling(() -> {
            Peer attached = peer;
            if (request.method().equals("ping")) {
                send(new Result(request.id(), RawJson.EMPTY_OBJECT));
            } else if (attached == null) {
                send(ErrorObject.methodNotFound(request));
            } else {
                attached.requested(request, call);
            }
        });
    }

    /** The server sent what is no message, or not for now. */
    void stray(String reason) {
        log.debug("server {} sends what {}", serverName, reason);
    }

    private void handling(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (failures.another()) {
                log.error("server {}: a message could not be handled, number {}", serverName, failures.count(), e);
            }
        }
    }
}
