package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SkippedLineTest {
    private static final String LONG = "\"" + "x\\\"id\\\":9,".repeat(1_000) + "\"";

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":" + LONG + "}"),
                Arguments.of(" { \"id\" : 7 , \"jsonrpc\":\"2.0\",\"result\":" + LONG + "}"),
                Arguments.of("{\"result\":" + LONG + ",\"jsonrpc\":\"2.0\",\"id\":7}"),
                Arguments.of("{\"result\":" + LONG + ",\"id\":7,\"jsonrpc\":\"2.0\"}\r"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void theIdIsFoundWhereLibrariesWriteItInWhateverPiecesItComes(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        var random = new Random(1);
        for (int round = 0; round < 100; round++) {
            var skipped = new SkippedLine();
            int from = 0;
            while (from < bytes.length) {
                int count = Math.min(bytes.length - from, 1 + random.nextInt(round % 2 == 0 ? 50 : 5_000));
                skipped.add(bytes, from, count);
                from += count;
            }
            assertThat(skipped.id()).contains(7L);
            assertThat(skipped.length()).isEqualTo(bytes.length);
        }
    }

    @Test
    void noIdIsTakenOutOfATextOrANotification() {
        var text = new SkippedLine();
        byte[] line = ("{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":{\"a\":" + LONG + "}}").getBytes(UTF_8);
        text.add(line, 0, line.length);
        assertThat(text.id()).isEmpty();
    }
}
