package dev.mcpmanager.runtime.process;

import dev.mcpmanager.runtime.RunOutput;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The manager's ends of one run's stdin, stdout and stderr. Thread-safe. */
final class StandardStreams {
    private final ServerInput stdin;
    private final OutputPump stdout;
    private final OutputPump stderr;

    private StandardStreams(ServerInput stdin, OutputPump stdout, OutputPump stderr) {
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Opens the ends; nothing is read before {@link #start}.
     *
     * @param name of the server, for the log
     */
    @SuppressWarnings("resource") // owned by the streams made of them, or closed here
    static StandardStreams open(String name, Pipe in, Pipe out, Pipe err, RunOutput output) throws IOException {
        var stdin = new FileOutputStream(in.writeFile());
        try {
            var stdout = new FileInputStream(out.readFile());
            try {
                var stderr = new FileInputStream(err.readFile());
                return new StandardStreams(
                        new ServerInput(stdin),
                        new OutputPump(name + " stdout", stdout, output::stdout, output::stdoutClosed),
                        new OutputPump(name + " stderr", stderr, output::stderr, output::stderrClosed));
            } catch (IOException e) {
                stdout.close();
                throw e;
            }
        } catch (IOException e) {
            stdin.close();
            throw e;
        }
    }

    void start() {
        stdout.start();
        stderr.start();
    }

    OutputStream stdin() {
        return stdin;
    }

    void closeStdin() {
        try {
            stdin.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe cannot be closed", e);
        }
    }

    /** To be called when nothing of the run lives, see {@link OutputPump#finish}. */
    void finish() {
        closeStdin();
        stdout.finish();
        stderr.finish();
    }

    /** Instead of {@link #start}, when there is nothing to carry. */
    void abandon() {
        closeStdin();
        stdout.abandon();
        stderr.abandon();
    }
}
