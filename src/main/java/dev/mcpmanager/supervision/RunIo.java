package dev.mcpmanager.supervision;

import dev.mcpmanager.logs.LineSplitter;
import dev.mcpmanager.logs.LogSource;
import dev.mcpmanager.mcp.ConnectionListener;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.runtime.RunOutput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Where the output of one run goes: lines to the log, and, of a stdio server, messages to its MCP connection. Each
 * stream comes on one thread.
 */
final class RunIo implements RunOutput, ConnectionListener {
    private final BiConsumer<LogSource, String> log;
    private final Redactor redactor;
    private final LineSplitter outLines;
    private final LineSplitter errLines;
    private final boolean speaksMcp;
    private final CompletableFuture<StdioConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<Void> outEnded = new CompletableFuture<>();
    private final CountDownLatch open = new CountDownLatch(2);

    /**
     * @param speaksMcp whether stdout is protocol rather than log; then {@link #connect} must follow once the run exists
     * @param redactor for each line and for what goes into errors
     * @param log takes each line
     */
    RunIo(boolean speaksMcp, Redactor redactor, BiConsumer<LogSource, String> log) {
        this.speaksMcp = speaksMcp;
        this.redactor = redactor;
        this.log = (source, line) -> log.accept(source, redactor.redact(line));
        this.outLines = new LineSplitter(line -> this.log.accept(LogSource.STDOUT, line));
        this.errLines = new LineSplitter(line -> this.log.accept(LogSource.STDERR, line));
    }

    /** Gives the connection that gets the messages; until then whoever reads stdout waits. */
    void connect(StdioConnection established) {
        connection.complete(established);
    }

    /** Completes when nothing more will come from stdout. */
    CompletableFuture<Void> outEnded() {
        return outEnded;
    }

    /** Waits until all that the run printed has arrived, at most {@code limit}. */
    void awaitEnd(Duration limit) {
        try {
            open.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stdout(byte[] buffer, int offset, int length) {
        if (speaksMcp) {
            connection.join().received(buffer, offset, length);
        } else {
            outLines.add(buffer, offset, length);
        }
    }

    @Override
    public void stderr(byte[] buffer, int offset, int length) {
        errLines.add(buffer, offset, length);
    }

    @Override
    public void stdoutClosed() {
        outLines.end();
        open.countDown();
        outEnded.complete(null);
    }

    @Override
    public void stderrClosed() {
        errLines.end();
        open.countDown();
    }

    @Override
    public void stray(String line, int length, String reason) {
        log.accept(LogSource.STDOUT, line);
    }

    @Override
    public String redacted(String words) {
        return redactor.redact(words);
    }

    @Override
    public void oversize(long length) {
        log.accept(
                LogSource.STDOUT,
                "[a message of " + length
                        + " bytes is longer than allowed, or than memory allows now, and was skipped]");
    }
}
