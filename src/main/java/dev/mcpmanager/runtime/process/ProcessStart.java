package dev.mcpmanager.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts processes, one at a time, where there is room for the descriptors that a start takes for a moment. Given too
 * few, JDK 25.0.3 leaks some of them and closes descriptor 0, whatever that is by then. Thread-safe.
 */
final class ProcessStart {

    /** Twice what a start takes: others open files, too. */
    private static final int PIPES_OF_ROOM = 8;

    private final ReentrantLock one = new ReentrantLock();

    /** @throws IOException when the machine cannot, for now: too many processes or files, no memory */
    Process start(ProcessBuilder builder) throws IOException {
        one.lock();
        try {
            proveRoom();
            return builder.start();
        } catch (IOException e) {
            // the JDK adds a page of guesses at a broken installation
            throw new IOException(
                    String.valueOf(e.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("")
                            .strip(),
                    e);
        } finally {
            one.unlock();
        }
    }

    private static void proveRoom() throws IOException {
        var pipes = new ArrayList<Pipe>();
        try {
            while (pipes.size() < PIPES_OF_ROOM) {
                pipes.add(Pipe.open());
            }
        } finally {
            pipes.forEach(Pipe::close);
        }
    }
}
