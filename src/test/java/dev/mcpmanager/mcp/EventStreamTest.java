package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private static final int LONGEST = 100;

    /** In each row, {@code /} stands for a line's end; then the events, apart by {@code +}. */
    @ParameterizedTest
    @CsvSource({
        "'data: a//', 'a'",
        "'data:a//', 'a'",
        "'data:  a//', ' a'",
        "'data: {\"a\":/data: 1}//', '{\"a\":|1}'",
        "'id: 7/event: message/retry: 10/data: ä€😀//', 'ä€😀'",
        "': comment/: another//data: a//data: b//', 'a+b'",
        "'\ufeffdata: a//', 'a'",
        "'id: 0/data://data: a//', 'a'",
        "'data//', ",
        "'database: a/ data: b//', ",
        "'data: not ended/', ",
        "'////', ",
    })
    void eventsAreFoundWhateverEndsLinesAndHoweverTheyArrive(String stream, String expected) {
        List<String> events = expected == null ? List.of() : List.of(expected.split("\\+", -1));
        for (String end : List.of("\n", "\r\n", "\r")) {
            byte[] bytes = stream.replace("/", end).getBytes(UTF_8);
            for (int size = 1; size <= bytes.length; size++) {
                assertThat(read(bytes, size)).isEqualTo(events);
            }
        }
    }

    private static List<String> read(byte[] bytes, int size) {
        var events = new ArrayList<String>();
        var stream = new EventStream(LONGEST, collecting(events, new ArrayList<>()));
        for (int from = 0; from < bytes.length; from += size) {
            assertThat(stream.received(Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length))))
                    .isTrue();
        }
        return events;
    }

    private static EventStream.Events collecting(List<String> events, List<String> others) {
        return new EventStream.Events() {
            @Override
            public void event(String type, byte[] data) {
                events.add((type.equals("message") ? "" : type + ": ") + new String(data, UTF_8).replace('\n', '|'));
            }

            @Override
            public void id(String lastEventId) {
                others.add("id " + lastEventId);
            }

            @Override
            public void retry(long millis) {
                others.add("retry " + millis);
            }
        };
    }

    @Test
    void whereAndWhenABrokenStreamGoesOnIsTold() {
        var others = new ArrayList<String>();
        var stream = new EventStream(LONGEST, collecting(new ArrayList<>(), others));
        assertThat(stream.received("id: 7\nretry: 10\nretry: soon\nid\n\n".getBytes(UTF_8)))
                .isTrue();
        assertThat(others).containsExactly("id 7", "retry 10", "id ");
    }

    /** In one line, in many, and in one that does not end. */
    @ParameterizedTest
    @ValueSource(strings = {"data: LONG\n\n", "data: \ndata: LONG\n\n", "data: x\ndata: LONG", ": LONG", "LONGx"})
    void anEventBeyondTheBoundEndsTheStream(String text) {
        byte[] bytes = text.replace("LONG", "x".repeat(LONGEST)).getBytes(UTF_8);
        for (int size : List.of(1, 7, bytes.length)) {
            var stream = new EventStream(LONGEST, collecting(new ArrayList<>(), new ArrayList<>()));
            boolean within = true;
            for (int from = 0; within && from < bytes.length; from += size) {
                within = stream.received(Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length)));
            }
            assertThat(within).isFalse();
        }
    }

    @Test
    void manyEventsAreNotTooLong() {
        var events = new ArrayList<String>();
        var stream = new EventStream(LONGEST, collecting(events, new ArrayList<>()));
        assertThat(stream.received(
                        ("data: " + "x".repeat(50) + "\n\n").repeat(50).getBytes(UTF_8)))
                .isTrue();
        assertThat(events).hasSize(50);
    }
}
