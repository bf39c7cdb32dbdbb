package dev.mcpmanager.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts by {@link ProcessBuilder} and a command that makes the group: one process at a time, where there is room for
 * the descriptors that a start takes for a moment. Given too few, JDK 25.0.3 leaks some of them and closes descriptor 0,
 * whatever that is by then. Thread-safe.
 */
final class BuiltStart implements ProcessStart {

    /** Twice what a start takes: others open files, too. */
    private static final int PIPES_OF_ROOM = 8;

    private final ProcessGroups groups;
    private final ReentrantLock one = new ReentrantLock();

    BuiltStart(ProcessGroups groups) {
        this.groups = groups;
    }

    @Override
    public Child start(Spawner.Command command, Pipe in, Pipe out, Pipe err) throws IOException {
        var builder = new ProcessBuilder(groups.leading(command.executable(), command.arguments()))
                .redirectInput(in.readFile())
                .redirectOutput(out.writeFile())
                .redirectError(err.writeFile());
        command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.markedEnvironment());
        one.lock();
        try {
            proveRoom();
            return new Built(builder.start());
        } catch (IOException e) {
            // the JDK adds a page of guesses at a broken installation
            String reason = String.valueOf(e.getMessage());
            throw new IOException(reason.lines().findFirst().orElse("").strip(), e);
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

    private record Built(Process process) implements Child {

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public int awaitEnd() {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }
    }
}
