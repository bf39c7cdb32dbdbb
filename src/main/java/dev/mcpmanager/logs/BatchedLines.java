package dev.mcpmanager.logs;

import java.util.Collection;

/** Splits the bytes of one stream, masks secrets, tells levels, and hands the lines on in batches. For one thread. */
final class BatchedLines {
    private final LogCapture capture;
    private final LineBatch batch;
    private final SecretMask mask;
    private final Levels levels;
    private final LineSplitter splitter = new LineSplitter(this::line);

    /** Tells the level of a line. */
    @FunctionalInterface
    interface Levels {
        LogLevel of(byte[] buffer, int offset, int length);
    }

    BatchedLines(LogCapture capture, LineBatch batch, Collection<String> secrets, Levels levels) {
        this.capture = capture;
        this.batch = batch;
        this.mask = new SecretMask(secrets);
        this.levels = levels;
    }

    /** The buffer is the caller's again when this returns. */
    void add(byte[] buffer, int offset, int length) {
        begin();
        splitter.add(buffer, offset, length);
        hand();
    }

    /** Takes what came last for a line, although nothing ended it. */
    void end() {
        begin();
        splitter.end();
        hand();
    }

    private void line(byte[] buffer, int offset, int length) {
        if (mask.mask(buffer, offset, length, splitter.cutAt())) {
            keep(mask.buffer(), 0, mask.length());
        } else {
            keep(buffer, offset, length);
        }
    }

    private void keep(byte[] buffer, int offset, int length) {
        if (!batch.hasRoom(length)) {
            hand();
            begin();
        }
        batch.add(levels.of(buffer, offset, length), buffer, offset, length);
    }

    private void begin() {
        batch.clear(capture.clock().millis());
    }

    private void hand() {
        if (batch.lines() > 0) {
            batch.setEscapes(splitter.hasSeenEscape());
            capture.take(batch);
        }
    }
}
