package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Result;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcDecoderTest {
    private static final JsonRpcId SEVEN = new JsonRpcId.Int(7);

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "{'jsonrpc':'2.0','id':7,'method':'a/b','params':{'x':1}}",
                        new Request(SEVEN, "a/b", Optional.of(json("{'x':1}")))),
                Arguments.of(
                        " \t{ 'params' : [ 1 , {} ] , 'method' : 'm' , 'id' : 7 , 'jsonrpc' : '2.0' } \r",
                        new Request(SEVEN, "m", Optional.of(json("[ 1 , {} ]")))),
                Arguments.of(
                        "{'jsonrpc':'2.0','id':7,'method':'m','params':null}",
                        new Request(SEVEN, "m", Optional.empty())),
                Arguments.of("{'jsonrpc':'2.0','method':'n'}", new Notification("n", Optional.empty())),
                Arguments.of(
                        "{'jsonrpc':'2.0','id':7,'result':{'a':{'a':1,'a':2}},'future':[{}]}",
                        new Result(SEVEN, json("{'a':{'a':1,'a':2}}"))),
                Arguments.of("{'jsonrpc':'2.0','id':7,'result':null}", new Result(SEVEN, json("null"))),
                Arguments.of("{'jsonrpc':'2.0','id':7,'result':-1.50e3}", new Result(SEVEN, json("-1.50e3"))),
                Arguments.of("{'jsonrpc':'2.0','id':7,'result':'\\u0041 ä'}", new Result(SEVEN, json("'\\u0041 ä'"))),
                Arguments.of("{'jsonrpc':'2.0','id':7,'result':{},'error':null}", new Result(SEVEN, json("{}"))),
                Arguments.of(
                        "{'jsonrpc':'2.0','id':7,'result':null,'error':{}}",
                        new Failure(Optional.of(SEVEN), json("{}"))),
                Arguments.of("{'jsonrpc':'2.0','id':null,'error':{}}", new Failure(Optional.empty(), json("{}"))),
                Arguments.of("{'jsonrpc':'2.0','error':{}}", new Failure(Optional.empty(), json("{}"))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsTheEnvelopeAndKeepsTheRestAsItWasWritten(String line, JsonRpcMessage message) {
        assertThat(decode(line)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "Server listening on stdio",
                "{",
                "{}",
                "[]",
                "[{'jsonrpc':'2.0','method':'m'}]",
                "null",
                "{'jsonrpc':'2.0'}",
                "{'method':'m'}",
                "{'jsonrpc':'1.0','method':'m'}",
                "{'jsonrpc':2.0,'method':'m'}",
                "{'jsonrpc':'2.0','method':7}",
                "{'jsonrpc':'2.0','method':'m','params':'x'}",
                "{'jsonrpc':'2.0','method':'m','id':null}",
                "{'jsonrpc':'2.0','method':'m','result':{}}",
                "{'jsonrpc':'2.0','id':1,'result':{},'error':{}}",
                "{'jsonrpc':'2.0','id':1,'error':null}",
                "{'jsonrpc':'2.0','id':1,'error':'x'}",
                "{'jsonrpc':'2.0','result':{}}",
                "{'jsonrpc':'2.0','id':null,'result':{}}",
                "{'jsonrpc':'2.0','method':'m','method':'m'}",
                "{'jsonrpc':'2.0','id':1,'id':2,'result':{}}",
                "{'jsonrpc':'2.0','id':1,'result':{}} {}",
                "{'jsonrpc':'2.0','id':1,'result':{}",
                "{'jsonrpc':'2.0','id':1,'result':{'a':}}",
                "{'jsonrpc':'2.0','id':1,'result':NaN}",
                "{'jsonrpc':'2.0','id':1,'result':{},}",
                "// comment",
                "{'level':'info','msg':'a log line'}",
            })
    void saysWhyALineIsNoMessage(String line) {
        assertThat(decode(line))
                .isInstanceOfSatisfying(
                        NotJsonRpc.class, no -> assertThat(no.reason()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 9007199254740993L, 1L << 60, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersAreIds(long value) {
        assertThat(idOf(Long.toString(value))).contains(new JsonRpcId.Int(value));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("''", ""),
                Arguments.of("'a'", "a"),
                Arguments.of("'\\u0061'", "a"),
                Arguments.of("'1'", "1"),
                Arguments.of("'ä\\n😀'", "ä\n😀"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void stringsAreIdsAndEqualHoweverEscaped(String id, String value) {
        assertThat(idOf(id)).contains(new JsonRpcId.Text(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.5", "1e3", "9223372036854775808", "true", "{}", "[1]"})
    void nothingElseIsAnId(String id) {
        assertThat(idOf(id)).isEmpty();
    }

    @Test
    void nestingIsReadToTheBoundAndNotBeyond() {
        // the envelope is the first level
        assertThat(decode(nested(Json.MAX_DEPTH - 1))).isInstanceOf(Result.class);
        assertThat(decode(nested(Json.MAX_DEPTH))).isInstanceOf(NotJsonRpc.class);
        assertThat(decode(nested(10_000))).isInstanceOf(NotJsonRpc.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "80", "c3", "c080", "e08080", "eda080", "f4908080", "f5808080", "e228a1"})
    void invalidUtf8IsNoMessage(String hex) {
        byte[] start = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":\"".getBytes(UTF_8);
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] line = new byte[start.length + bad.length + 3];
        System.arraycopy(start, 0, line, 0, start.length);
        System.arraycopy(bad, 0, line, start.length, bad.length);
        System.arraycopy("\"}}".getBytes(UTF_8), 0, line, start.length + bad.length, 3);
        assertThat(JsonRpcDecoder.decode(line, 0, line.length)).isInstanceOf(NotJsonRpc.class);
    }

    @Test
    void utf16IsNoMessage() {
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            byte[] line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}".getBytes(charset);
            assertThat(JsonRpcDecoder.decode(line, 0, line.length)).isInstanceOf(NotJsonRpc.class);
        }
    }

    @Test
    void readsAMessageInTheMiddleOfABuffer() {
        byte[] buffer = "]]{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"b\":2}}[[".getBytes(UTF_8);
        assertThat(JsonRpcDecoder.decode(buffer, 2, buffer.length - 4))
                .isEqualTo(new Result(new JsonRpcId.Int(1), json("{'b':2}")));
    }

    private static String nested(int depth) {
        return "{'jsonrpc':'2.0','id':1,'result':" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static Optional<JsonRpcId> idOf(String id) {
        return decode("{'jsonrpc':'2.0','id':" + id + ",'error':{}}") instanceof Failure failure
                ? failure.id()
                : Optional.empty();
    }

    private static Decoded decode(String line) {
        byte[] bytes = line.replace('\'', '"').getBytes(UTF_8);
        return JsonRpcDecoder.decode(bytes, 0, bytes.length);
    }

    private static RawJson json(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
        return RawJson.copyOf(bytes, 0, bytes.length);
    }
}
