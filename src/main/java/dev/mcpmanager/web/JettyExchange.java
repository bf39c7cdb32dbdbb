package dev.mcpmanager.web;

import dev.mcpmanager.gateway.EventSink;
import dev.mcpmanager.gateway.HttpExchange;
import dev.mcpmanager.gateway.Reply;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/** A request to a server's address, answered by Jetty without blocking. Thread-safe. */
final class JettyExchange implements HttpExchange {
    private static final HttpField EVENT_STREAM = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final byte[] body;
    private final Backlog backlog;
    /** Of a whole answer, in bytes. */
    private volatile int answerLength;

    private final AtomicBoolean answered = new AtomicBoolean();
    private final Departures.Watch watch;

    JettyExchange(
            Request request,
            Response response,
            Callback callback,
            byte[] body,
            Departures departures,
            Backlog backlog) {
        this.request = request;
        this.response = response;
        this.body = body;
        this.backlog = backlog;
        backlog.add(body.length);
        this.watch = departures.new Watch(request);
        // before, as Jetty looks for the next request as soon as it knows that this one is complete
        this.callback = Callback.from(this::ended, callback);
    }

    private void ended() {
        watch.end();
        backlog.remove(body.length + (long) answerLength);
    }

    @Override
    public boolean isTooLargeNow(int bytes) {
        return bytes > Backlog.LARGE && backlog.isFull();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public void reply(Reply reply) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        answerLength = reply.body().length();
        backlog.add(answerLength);
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answerLength);
        write(reply.body().buffers().iterator());
    }

    private void write(Iterator<ByteBuffer> parts) {
        ByteBuffer part = parts.next();
        if (parts.hasNext()) {
            response.write(
                    false,
                    part,
                    Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> write(parts), callback::failed));
        } else {
            response.write(true, part, callback);
        }
    }

    @Override
    public EventSink stream(Map<String, String> headers) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered already");
        }
        response.setStatus(200);
        response.getHeaders().put(EVENT_STREAM);
        headers.forEach(response.getHeaders()::put);
        return new JettySink(response, callback, backlog);
    }

    @Override
    public void watch(Runnable onGone) {
        watch.begin(onGone);
    }
}
