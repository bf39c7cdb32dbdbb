package dev.mcpmanager.gateway;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcId;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.mcp.RawJson;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a legacy session: its calls, the streams on which it hears, and what it was asked, by one server or
 * by several. Thread-safe. At most {@value #MAX_QUESTIONS} questions wait for the client, and the latest
 * {@value #MAX_ENDED_STREAMS} streams that ended can be resumed.
 */
final class LegacyClient {
    static final int MAX_QUESTIONS = 1_000;
    static final int MAX_ENDED_STREAMS = 8;

    private record Question(
            LegacySession asking, Consumer<Response> onAnswer, JsonRpcId asked, LegacyStream stream, long since) {
        void fail(String why) {
            onAnswer.accept(RpcError.of(asked, RpcError.INTERNAL, why).failure());
        }
    }

    private final String id;
    private final String protocolVersion;
    private final Capabilities capabilities;
    private final Optional<RawJson> info;
    private final String name;
    private final ReplayMemory replayMemory;
    private final ConcurrentMap<JsonRpcId, LegacyCall> calls = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Question> questions = new ConcurrentHashMap<>();
    private final AtomicLong lastQuestion = new AtomicLong();
    private final AtomicLong lastStream = new AtomicLong();
    private final LegacyStream standing;
    private final Deque<LegacyStream> ended = new ArrayDeque<>();
    private volatile @Nullable String logLevel;
    private volatile long lastUsed = System.nanoTime();
    private volatile boolean closed;

    /** @param info what the client told of itself as its {@code clientInfo} */
    LegacyClient(
            String id,
            String protocolVersion,
            Capabilities capabilities,
            Optional<RawJson> info,
            ReplayMemory replayMemory) {
        this.id = id;
        this.protocolVersion = protocolVersion;
        this.capabilities = capabilities;
        this.info = info;
        this.name = info.flatMap(Params::clientName).orElse("");
        this.replayMemory = replayMemory;
        this.standing = LegacyStream.standing(primes(), replayMemory);
    }

    /** Of the session. */
    String id() {
        return id;
    }

    /** As the client told; may be empty. */
    String name() {
        return name;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    Optional<String> logLevel() {
        return Optional.ofNullable(logLevel);
    }

    void setLogLevel(String level) {
        logLevel = level;
    }

    /** Events without data are new in 2025-11-25; clients of earlier versions take them for broken messages. */
    private boolean primes() {
        return protocolVersion.compareTo("2025-11-25") >= 0;
    }

    /** What a modern server gets in the {@code _meta} of each request. */
    Map<String, RawJson> stamps() {
        Map<String, RawJson> stamps = new LinkedHashMap<>();
        stamps.put(Params.PROTOCOL_VERSION, RawJson.text(Eras.MODERN));
        info.ifPresent(value -> stamps.put(Params.CLIENT_INFO, value));
        stamps.put(Params.CLIENT_CAPABILITIES, capabilities.declared());
        logLevel().ifPresent(level -> stamps.put(Params.LOG_LEVEL, RawJson.text(level)));
        return stamps;
    }

    /** It has sent something. */
    void used() {
        lastUsed = System.nanoTime();
    }

    /** A call to the session's server by the request; empty if one with its id is under way. */
    Optional<LegacyCall> begin(LegacySession session, Request request, HttpExchange exchange) {
        used();
        var call = new LegacyCall(
                session,
                request,
                LegacyStream.answering(exchange, lastStream.incrementAndGet(), primes(), replayMemory));
        return calls.putIfAbsent(request.id(), call) == null ? Optional.of(call) : Optional.empty();
    }

    void over(LegacyCall call) {
        // at no moment may a client that comes back find the stream nowhere
        if (call.stream().isStream()) {
            synchronized (ended) {
                ended.add(call.stream());
                if (ended.size() > MAX_ENDED_STREAMS || closed) {
                    ended.remove().forget();
                }
            }
        }
        calls.remove(call.id(), call);
    }

    void cancel(JsonRpcId request, String reason) {
        Optional.ofNullable(calls.get(request)).ifPresent(call -> call.cancelled(reason));
    }

    /** The client's standing stream, or one that goes on after this event; empty if there is no such stream any more. */
    Optional<LegacyStream> stream(String lastEventId) {
        used();
        if (lastEventId.isEmpty()) {
            return Optional.of(standing);
        }
        long wanted = LegacyStream.numberIn(lastEventId).orElse(-1);
        synchronized (ended) {
            return Stream.of(Stream.of(standing), calls.values().stream().map(LegacyCall::stream), ended.stream())
                    .flatMap(streams -> streams)
                    .filter(stream -> stream.number() == wanted && stream.has(lastEventId))
                    .findFirst();
        }
    }

    /** What belongs to no call goes there. */
    LegacyStream standing() {
        return standing;
    }

    /** Asks the client; {@code onAnswer} gets what it answers, or an error when it cannot be asked. */
    void ask(LegacySession asking, Request request, LegacyStream stream, Consumer<Response> onAnswer) {
        var question = new Question(asking, onAnswer, request.id(), stream, System.nanoTime());
        if (closed) {
            question.fail("The client has left");
            return;
        }
        if (questions.size() >= MAX_QUESTIONS) {
            // whoever never answers the old ones must not stay without the new ones
            drop(Collections.min(questions.keySet()), "The client did not answer, and has too much to answer");
        }
        long number = lastQuestion.incrementAndGet();
        questions.put(number, question);
        var asked = new Request(new JsonRpcId.Int(number), request.method(), request.params());
        if (!stream.send(JsonRpcEncoder.encode(asked))) {
            drop(number, "The client does not listen, and there is no room to keep the question for it");
        }
    }

    /** A server does not wait any more for what it asked under this id; gives how much that was. */
    int withdraw(LegacySession asking, RawJson asked, LegacyStream stream) {
        int withdrawn = 0;
        for (Map.Entry<Long, Question> each : questions.entrySet()) {
            Question question = each.getValue();
            if (question.asking.equals(asking)
                    && question.stream.equals(stream)
                    && JsonRpcEncoder.encode(question.asked).equals(asked)
                    && questions.remove(each.getKey(), question)) {
                withdrawn++;
                RawJson params = RawJson.of(Json.STRICT.createObjectNode().put("requestId", each.getKey()));
                tell(new Notification("notifications/cancelled", Optional.of(params)));
            }
        }
        return withdrawn;
    }

    /** The server does not wait any more for the answers to what it asked on this stream. */
    void drop(LegacySession asking, LegacyStream stream, String why) {
        questions.forEach((number, question) -> {
            if (question.asking.equals(asking) && question.stream.equals(stream)) {
                drop(number, why);
            }
        });
    }

    private void drop(long number, String why) {
        Question question = questions.remove(number);
        if (question != null) {
            question.fail(why);
        }
    }

    /** False if nothing of this id waits for an answer. */
    boolean answered(JsonRpcId id, Response response) {
        used();
        Question question = id instanceof JsonRpcId.Int(long number) ? questions.remove(number) : null;
        if (question == null) {
            return false;
        }
        question.onAnswer.accept(response);
        return true;
    }

    /** Tells what belongs to no call. */
    void tell(Notification notification) {
        boolean _ = standing.send(JsonRpcEncoder.encode(notification));
    }

    boolean isIdle(long now, GatewaySettings settings) {
        return now - lastUsed > settings.sessionIdle().toNanos()
                && !standing.isOpen()
                && calls.values().stream().noneMatch(call -> call.stream().isOpen());
    }

    void keepAlive() {
        standing.keepAlive();
        calls.values().forEach(LegacyCall::keepAlive);
    }

    /** Looks after calls and questions that take long, wherever they wait. */
    void tick(long now, GatewaySettings settings) {
        calls.values().forEach(call -> call.tick(now, settings));
        long patience = settings.inputWait().toNanos();
        questions.forEach((number, question) -> {
            if (now - question.since > patience) {
                drop(number, "The client did not answer in time");
            }
        });
    }

    /** Ends all that is under way. */
    void close() {
        closed = true;
        calls.values().forEach(call -> call.cancelled("the session has ended"));
        questions.keySet().forEach(number -> drop(number, "The client has left"));
        standing.end();
        standing.forget();
        synchronized (ended) {
            ended.forEach(LegacyStream::forget);
            ended.clear();
        }
    }
}
