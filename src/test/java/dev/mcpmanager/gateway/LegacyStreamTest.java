package dev.mcpmanager.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.EncodedMessage;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyStreamTest {
    private static final EncodedMessage MESSAGE = message("");

    private static EncodedMessage message(String text) {
        return JsonRpcEncoder.encode(new Notification("n", Optional.of(RawJson.text(text))));
    }

    private final ReplayMemory memory = new ReplayMemory();
    private final LegacyStream standing = LegacyStream.standing(true, memory);

    /** A client that takes nothing of what it is sent, but listens. */
    private static final class Client implements HttpExchange, EventSink {
        private final List<String> events = new ArrayList<>();
        private Optional<Reply> reply = Optional.empty();
        private long waiting;
        private boolean open = true;

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public void reply(Reply whole) {
            reply = Optional.of(whole);
        }

        @Override
        public EventSink stream(Map<String, String> headers) {
            return this;
        }

        @Override
        public boolean isTooLargeNow(int bytes) {
            return false;
        }

        @Override
        public void watch(Runnable onGone) {}

        @Override
        public void send(byte[] event) {
            events.add(new String(event, UTF_8).lines().findFirst().orElseThrow());
            waiting += event.length;
        }

        @Override
        public long waiting() {
            return waiting;
        }

        @Override
        public void end() {
            open = false;
        }

        @Override
        public void abort() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }

    @Test
    void anAnswerThatNothingGoesBeforeIsOneObject() {
        var client = new Client();
        LegacyStream.answering(client, 1, true, memory).finish(MESSAGE);
        assertThat(client.reply.orElseThrow().body()).isSameAs(MESSAGE);
        assertThat(client.events).isEmpty();
    }

    @Test
    void anAnswerAfterAnotherMessageIsAnEventAndTheLast() {
        var client = new Client();
        LegacyStream stream = LegacyStream.answering(client, 7, true, memory);
        assertThat(stream.send(MESSAGE)).isTrue();
        stream.finish(MESSAGE);
        assertThat(client.events).containsExactly("id: 7-1", "id: 7-2", "id: 7-3");
        assertThat(client.open).isFalse();
        assertThat(stream.send(MESSAGE)).isFalse();
    }

    @Test
    void clientsOfEarlierVersionsGetNoEventWithoutData() {
        var client = new Client();
        LegacyStream stream = LegacyStream.answering(client, 7, false, memory);
        assertThat(stream.send(MESSAGE)).isTrue();
        assertThat(client.events).containsExactly("id: 7-1");
    }

    @Test
    void whatCameWhileNobodyListenedIsSentToWhoComes() {
        assertThat(standing.send(MESSAGE)).isTrue();
        var client = new Client();
        standing.resume(client, "");
        assertThat(client.events).containsExactly("id: 0-1", "id: 0-2");
    }

    @Test
    void aClientThatComesBackGetsWhatIsLaterThanItsLastEvent() {
        standing.resume(new Client(), "");
        for (int i = 0; i < 3; i++) {
            assertThat(standing.send(MESSAGE)).isTrue();
        }
        var client = new Client();
        standing.resume(client, "0-2");
        assertThat(client.events).containsExactly("id: 0-3", "id: 0-4");
    }

    @ParameterizedTest
    @CsvSource({
        "0-0, true",
        "0-1, true",
        "0-2, false",
        "0-9223372036854775807, false",
        "0--1, false",
        "0-x, false",
        "0-, false"
    })
    void onlyEventsThatWereSentAreKnown(String id, boolean known) {
        assertThat(standing.send(MESSAGE)).isTrue();
        assertThat(standing.has(id)).isEqualTo(known);
    }

    @Test
    void withoutMemoryAndWithoutAClientNothingIsSent() {
        assertThat(memory.take((int) ReplayMemory.MAX_BYTES)).isTrue();
        assertThat(standing.send(MESSAGE)).isFalse();
        var client = new Client();
        standing.resume(client, "");
        assertThat(standing.send(MESSAGE)).isTrue();
        assertThat(client.events).hasSize(2);
    }

    @Test
    void aClientThatTakesNothingIsCutOffAndCanComeBack() {
        var client = new Client();
        standing.resume(client, "");
        EncodedMessage large = message("x".repeat(LegacyStream.MAX_KEPT_BYTES / 2));
        for (int sent = 0; sent <= LegacyStream.MAX_WAITING_BYTES; sent += large.length()) {
            assertThat(standing.send(large)).isTrue();
        }
        assertThat(client.open).isFalse();
        assertThat(standing.isOpen()).isFalse();
        standing.resume(new Client(), "0-1");
        assertThat(standing.isOpen()).isTrue();
    }

    @Test
    void aStreamThatNobodyCanResumeGivesItsMemoryBack() {
        assertThat(standing.send(MESSAGE)).isTrue();
        standing.forget();
        assertThat(memory.take((int) ReplayMemory.MAX_BYTES)).isTrue();
    }
}
