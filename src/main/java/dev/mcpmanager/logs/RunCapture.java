package dev.mcpmanager.logs;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * Makes lines of what one run of a server prints: splits, masks secrets, tells levels. Thread-safe for one thread a
 * stream; blocks while the log's writer is behind (see {@link LogCapture}).
 */
public final class RunCapture {
    private final LogCapture capture;
    private final long run;
    private final List<String> secrets;
    private final BatchedLines out;
    private final BatchedLines err;

    RunCapture(LogCapture capture, long run, Collection<String> secrets) {
        this.capture = capture;
        this.run = run;
        this.secrets = List.copyOf(secrets);
        this.out = stream(LogSource.STDOUT);
        this.err = stream(LogSource.STDERR);
    }

    private BatchedLines stream(LogSource source) {
        return new BatchedLines(capture, new LineBatch(run, source), secrets, new LevelDetector()::detect);
    }

    /** Takes what was printed on stdout; the buffer is the caller's again when this returns. */
    public void stdout(byte[] buffer, int offset, int length) {
        out.add(buffer, offset, length);
    }

    /** Like {@link #stdout}. */
    public void stderr(byte[] buffer, int offset, int length) {
        err.add(buffer, offset, length);
    }

    /** Takes what came last on stdout for a line, although nothing ended it. */
    public void stdoutEnded() {
        out.end();
    }

    /** Like {@link #stdoutEnded}. */
    public void stderrEnded() {
        err.end();
    }

    /** Takes a whole line of a stdout that is protocol otherwise. */
    public void stray(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.add(bytes, 0, bytes.length);
    }

    /** Takes what the server told through its protocol, such as by MCP's notifications/message, as one line or more. */
    public void message(LogLevel level, String text) {
        tell(LogSource.STDOUT, level, text);
    }

    /** Takes one message between the manager and the server. From any thread. */
    public void wire(String text) {
        tell(LogSource.WIRE, LogLevel.DEBUG, text);
    }

    private void tell(LogSource source, LogLevel level, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var told = new BatchedLines(capture, new LineBatch(run, source), secrets, (_, _, _) -> level);
        told.add(bytes, 0, bytes.length);
        told.end();
    }

    /** A text that is no line of the log, without the run's secrets. From any thread. */
    public String masked(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var own = new SecretMask(secrets);
        return own.mask(bytes, 0, bytes.length)
                ? new String(own.buffer(), 0, own.length(), StandardCharsets.UTF_8)
                : text;
    }
}
