package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.logs.ServerLog.Increments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerLogTest {
    private final Sequences sequences = new Sequences(1);
    private final Backlog backlog = new Backlog();
    private final BlockCodec codec = new BlockCodec();
    private final ServerLog server = new ServerLog("one");

    @BeforeEach
    void reserve() {
        sequences.reserve(1_000);
    }

    @AfterEach
    void close() {
        codec.close();
    }

    private void append(int length) {
        var batch = new LineBatch(1, LogSource.STDOUT);
        batch.clear(1);
        batch.add(LogLevel.INFO, new byte[length], 0, length);
        assertThat(server.append(sequences, backlog, codec, batch, 0).lines()).isOne();
    }

    private WriteBatch take(Increments increments) {
        var batch = new WriteBatch();
        server.take(batch, increments);
        return batch;
    }

    @Test
    void linesOfAnOpenBlockAreTakenAtTheSecondCall() {
        append(10);
        assertThat(take(Increments.WAITING).increments()).isEmpty();

        append(10);
        assertThat(take(Increments.WAITING).increments())
                .singleElement()
                .satisfies(increment -> assertThat(increment.sequence()).isEqualTo(2));
        assertThat(take(Increments.ALL).increments()).isEmpty();
    }

    @Test
    void allLinesAreTakenAtOnceForWhoeverWaitsForThem() {
        append(10);

        assertThat(take(Increments.ALL).increments()).hasSize(1);
    }

    @Test
    void aBlockThatFillsBetweenTwoCallsIsWrittenOnce() {
        append(OpenBlock.CAPACITY);
        assertThat(take(Increments.WAITING).isEmpty()).isTrue();
        append(10);

        WriteBatch batch = take(Increments.WAITING);
        assertThat(batch.sealed()).hasSize(1);
        assertThat(batch.increments()).isEmpty();
    }
}
