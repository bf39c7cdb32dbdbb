package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamTest {

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
        "'id: 0/data://data: a//', '+a'",
        "'data//', ''",
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
        var stream = new EventStream(data -> events.add(new String(data, UTF_8).replace('\n', '|')));
        for (int from = 0; from < bytes.length; from += size) {
            stream.received(Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length)));
        }
        return events;
    }
}
