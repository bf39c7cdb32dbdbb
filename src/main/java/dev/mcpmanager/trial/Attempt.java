package dev.mcpmanager.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpmanager.gateway.EventSink;
import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.gateway.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One try of a call, as the gateway sees it: an HTTP exchange, though in memory. Thread-safe. */
final class Attempt implements HttpExchange, EventSink {
    private static final String DATA = "data: ";

    /** Who gets what is answered; called on the thread that brings it. */
    interface Listener {

        /**
         * Of notifications as many as there are, then the answer.
         *
         * @param status of HTTP
         * @param json one JSON-RPC message
         */
        void received(int status, byte[] json);
    }

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;
    private final Listener listener;
    private @Nullable Runnable onGone;
    private boolean left;

    Attempt(Map<String, String> headers, byte[] body, Listener listener) {
        this.headers.putAll(headers);
        this.body = body;
        this.listener = listener;
    }

    /** Nobody wants the answer any more; without effect on one that has come. */
    void leave() {
        Runnable told;
        synchronized (this) {
            left = true;
            told = onGone;
            onGone = null;
        }
        if (told != null) {
            told.run();
        }
    }

    @Override
    public void watch(Runnable whenGone) {
        synchronized (this) {
            if (!left) {
                onGone = whenGone;
                return;
            }
        }
        whenGone.run();
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public boolean isTrial() {
        return true;
    }

    @Override
    public boolean isTooLargeNow(int bytes) {
        // it takes what it gets at once
        return false;
    }

    @Override
    public void reply(Reply reply) {
        listener.received(reply.status(), reply.body().bytes());
    }

    @Override
    public EventSink stream(Map<String, String> ofAnswer) {
        return this;
    }

    @Override
    public void send(byte[] event) {
        new String(event, UTF_8)
                .lines()
                .filter(line -> line.startsWith(DATA))
                .forEach(line ->
                        listener.received(200, line.substring(DATA.length()).getBytes(UTF_8)));
    }

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public void end() {
        // the last event has told
    }

    @Override
    public void abort() {
        // nothing is connected
    }

    @Override
    public synchronized boolean isOpen() {
        return !left;
    }
}
