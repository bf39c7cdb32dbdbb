package dev.mcpmanager.runtime.process;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server's stdin. Thread-safe; {@link #close()} never blocks: while a write does, the descriptor stays open until
 * that write has ended, as it could otherwise hit another file that got the same number.
 */
final class ServerInput extends OutputStream {
    private final FileOutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    ServerInput(FileOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        writing.lock();
        try {
            if (closed) {
                throw new IOException("the server's stdin is closed");
            }
            out.write(buffer, offset, length);
        } finally {
            writing.unlock();
            closeWhenIdle();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeWhenIdle();
    }

    private void closeWhenIdle() throws IOException {
        if (closed && writing.tryLock()) {
            try {
                out.close();
            } finally {
                writing.unlock();
            }
        }
    }
}
