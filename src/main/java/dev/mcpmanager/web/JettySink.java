package dev.mcpmanager.web;

import dev.mcpmanager.gateway.EventSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An event stream to one client: what is sent while the client takes earlier events goes with the next write. Thread-safe. */
final class JettySink implements EventSink {
    /** In bytes; less than at which a client is given up. */
    private static final long ROOM = 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Response response;
    private final Callback callback;
    private final Backlog backlog;
    private ByteArrayOutputStream next = new ByteArrayOutputStream();
    /** In bytes; of a write that is under way. */
    private int writing;

    /** What goes on when the client has taken enough. */
    private final List<Runnable> held = new ArrayList<>();

    private boolean busy;
    private boolean ended;
    private boolean closed;

    /** The answer's headers go at once. */
    JettySink(Response response, Callback callback, Backlog backlog) {
        this.response = response;
        this.callback = callback;
        this.backlog = backlog;
        this.busy = true;
        response.write(false, ByteBuffer.allocate(0), Callback.from(this::wrote, this::failed));
    }

    @Override
    public void send(byte[] event) {
        ByteBuffer ready;
        lock.lock();
        try {
            if (ended || closed) {
                return;
            }
            backlog.add(event.length);
            next.writeBytes(event);
            ready = taken();
        } finally {
            lock.unlock();
        }
        write(ready);
    }

    @Override
    public long waiting() {
        lock.lock();
        try {
            return writing + (long) next.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void whenRoom(Runnable next) {
        lock.lock();
        try {
            if (!hasRoom()) {
                held.add(next);
                return;
            }
        } finally {
            lock.unlock();
        }
        next.run();
    }

    private boolean hasRoom() {
        return closed || writing + (long) next.size() <= ROOM;
    }

    /** What goes on now. */
    private List<Runnable> released() {
        if (held.isEmpty() || !hasRoom()) {
            return List.of();
        }
        List<Runnable> ready = List.copyOf(held);
        held.clear();
        return ready;
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return !ended && !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        boolean complete;
        lock.lock();
        try {
            complete = !ended && !closed && !busy;
            ended = true;
            closed |= complete;
        } finally {
            lock.unlock();
        }
        if (complete) {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }

    @Override
    public void abort() {
        failed(new QuietException.Exception("the client does not take its events"));
    }

    /** What is to be written now, if nothing is being written. */
    private @Nullable ByteBuffer taken() {
        if (busy || next.size() == 0) {
            return null;
        }
        busy = true;
        byte[] bytes = next.toByteArray();
        next = new ByteArrayOutputStream();
        writing = bytes.length;
        return ByteBuffer.wrap(bytes);
    }

    private void write(@Nullable ByteBuffer bytes) {
        if (bytes != null) {
            response.write(false, bytes, Callback.from(this::wrote, this::failed));
        }
    }

    private void wrote() {
        ByteBuffer more;
        boolean complete;
        List<Runnable> released;
        lock.lock();
        try {
            busy = false;
            backlog.remove(writing);
            writing = 0;
            more = closed ? null : taken();
            complete = more == null && ended && !closed;
            closed |= complete;
            released = released();
        } finally {
            lock.unlock();
        }
        write(more);
        released.forEach(Runnable::run);
        if (complete) {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }

    private void failed(Throwable why) {
        List<Runnable> released;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            backlog.remove(writing + (long) next.size());
            writing = 0;
            next = new ByteArrayOutputStream();
            released = released();
        } finally {
            lock.unlock();
        }
        callback.failed(why);
        released.forEach(Runnable::run);
    }
}
