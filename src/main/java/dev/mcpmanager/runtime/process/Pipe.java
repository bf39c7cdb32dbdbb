package dev.mcpmanager.runtime.process;

import java.io.File;
import java.io.IOException;

/**
 * A kernel pipe for the time in which its ends are handed out: both are opened anew through their names, one by the
 * child's start and one by a stream of ours, and live on when this is closed. Used by one thread.
 *
 * <p>The pipes that {@link Process} makes by itself do not serve: their streams drop what descendants print after the
 * main process ended, keep the JDK's reaper waiting while a daemon holds them, and cannot be closed while a write
 * blocks.
 */
final class Pipe implements AutoCloseable {
    private final int readEnd;
    private final int writeEnd;

    private Pipe(int readEnd, int writeEnd) {
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
    }

    static Pipe open() throws IOException {
        int[] ends = Posix.pipe();
        return new Pipe(ends[0], ends[1]);
    }

    int readEnd() {
        return readEnd;
    }

    int writeEnd() {
        return writeEnd;
    }

    /** The end's name, through which it can be opened once more. */
    File readFile() {
        return file(readEnd);
    }

    File writeFile() {
        return file(writeEnd);
    }

    @Override
    public void close() {
        Posix.close(readEnd);
        Posix.close(writeEnd);
    }

    private static File file(int descriptor) {
        return new File("/dev/fd/" + descriptor);
    }
}
