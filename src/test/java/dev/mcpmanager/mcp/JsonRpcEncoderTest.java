package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRpcEncoderTest {

    static Stream<JsonRpcMessage> messages() {
        JsonRpcId number = new JsonRpcId.Int(Long.MIN_VALUE);
        JsonRpcId text = new JsonRpcId.Text("\" \\ \n \u0001 ä 😀");
        RawJson json = raw("{\"a\" : [1.0, \"\\n\"]}");
        return Stream.of(
                new Request(number, "tools/call", Optional.of(json)),
                new Request(text, "odd \"method\"\n", Optional.empty()),
                new Notification("notifications/cancelled", Optional.of(json)),
                new Notification("n", Optional.empty()),
                new Result(text, json),
                new Result(text, raw('"' + "large ".repeat(10_000) + '"')),
                new Failure(Optional.of(number), json),
                new Failure(Optional.empty(), json));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsReadBackTheSame(JsonRpcMessage message) {
        byte[] line = JsonRpcEncoder.encode(message).bytes();
        assertThat(JsonRpcDecoder.decode(line, 0, line.length)).isEqualTo(message);
        assertThat(new String(line, UTF_8)).endsWith("\n").containsOnlyOnce("\n");
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() {
        byte[] line = JsonRpcEncoder.encode(new Result(new JsonRpcId.Int(1), raw("{\r\n\"a\":\n1}")))
                .bytes();
        assertThat(new String(line, UTF_8)).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{  \"a\": 1}}\n");
    }

    @Test
    void aLargeValueOnSeveralLinesGoesOnOne() {
        RawJson lines = raw("[\n" + "1,\n".repeat(10_000) + "1]");
        byte[] line =
                JsonRpcEncoder.encode(new Result(new JsonRpcId.Int(1), lines)).bytes();
        assertThat(new String(line, UTF_8)).endsWith("1]}\n").containsOnlyOnce("\n");
    }

    @Test
    void contentDoesNotShowInLogs() {
        assertThat(new Result(new JsonRpcId.Int(1), raw("{\"password\":\"hunter2\"}")).toString())
                .doesNotContain("hunter2");
    }

    private static RawJson raw(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return RawJson.copyOf(bytes, 0, bytes.length);
    }
}
