package dev.mcpmanager.supervision;

import dev.mcpmanager.logs.RunCapture;
import dev.mcpmanager.mcp.ConnectionListener;
import dev.mcpmanager.mcp.JsonRpcMessage;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.StdioConnection;
import dev.mcpmanager.runtime.RunOutput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where the output of one run goes: lines to the log, and, of a stdio server, messages to its MCP connection. Each
 * stream comes on one thread.
 */
final class RunIo implements RunOutput, ConnectionListener {
    private final RunCapture log;
    private final boolean speaksMcp;
    private final Consumer<String> notices;
    private final UnaryOperator<String> withoutTokens;
    private final BooleanSupplier isTraced;
    private final CompletableFuture<StdioConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<Void> outEnded = new CompletableFuture<>();
    private final CountDownLatch open = new CountDownLatch(2);
    private volatile long lastHeard = System.nanoTime();

    /**
     * For one run.
     *
     * @param speaksMcp whether stdout is protocol rather than log; then {@link #connect} must follow once the run exists
     * @param withoutTokens takes the tokens that the server is sent now out of its words
     * @param isTraced whether messages are logged now
     */
    RunIo(
            boolean speaksMcp,
            RunCapture log,
            Consumer<String> notices,
            UnaryOperator<String> withoutTokens,
            BooleanSupplier isTraced) {
        this.speaksMcp = speaksMcp;
        this.log = log;
        this.notices = notices;
        this.withoutTokens = withoutTokens;
        this.isTraced = isTraced;
    }

    /** Gives the connection that gets the messages; until then whoever reads stdout waits. */
    void connect(StdioConnection established) {
        connection.complete(established);
    }

    /** When the run printed anything last, as {@link System#nanoTime()}; its start if it has not. */
    long lastHeard() {
        return lastHeard;
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
        lastHeard = System.nanoTime();
        if (speaksMcp) {
            connection.join().received(buffer, offset, length);
        } else {
            log.stdout(buffer, offset, length);
        }
    }

    @Override
    public void stderr(byte[] buffer, int offset, int length) {
        lastHeard = System.nanoTime();
        log.stderr(buffer, offset, length);
    }

    @Override
    public void notice(String message) {
        notices.accept(log.masked(message));
    }

    @Override
    public void stdoutClosed() {
        log.stdoutEnded();
        open.countDown();
        outEnded.complete(null);
    }

    @Override
    public void stderrClosed() {
        log.stderrEnded();
        open.countDown();
    }

    @Override
    public void stray(String line, int length, String reason) {
        log.stray(line);
    }

    @Override
    public String redacted(String words) {
        return log.masked(withoutTokens.apply(words));
    }

    @Override
    public void oversize(long length) {
        log.stray("[a message of " + length
                + " bytes is longer than allowed, or than memory allows now, and was skipped]");
    }

    @Override
    public void sending(JsonRpcMessage message) {
        if (isTraced.getAsBoolean()) {
            log.wire(withoutTokens.apply("--> " + WireText.of(message)));
        }
    }

    @Override
    public void received(JsonRpcMessage message) {
        if (isTraced.getAsBoolean()) {
            log.wire(withoutTokens.apply("<-- " + WireText.of(message)));
        }
    }

    @Override
    public void notified(Notification notification) {
        McpLogMessage.of(notification)
                .ifPresent(message -> log.message(message.level(), withoutTokens.apply(message.text())));
    }
}
