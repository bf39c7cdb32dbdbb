package dev.mcpmanager.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.JsonRpcDecoder;
import dev.mcpmanager.mcp.JsonRpcMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1.50,\"c\":[true,null,\"x\"]} | {\"a\":1.50,\"c\":[true,null,\"x\"]}",
                "{ \"text\" : \"line\\nbreak\" }                  | {\"text\":\"line\\nbreak\"}",
                "{\"apiKey\":\"k\",\"other\":\"o\"}               | {\"apiKey\":\"[secret]\",\"other\":\"o\"}",
                "{\"Passwords\":[\"a\",[\"b\"],{\"c\":\"d\"}]}    | {\"Passwords\":[\"[secret]\",[\"[secret]\"],{\"c\":\"d\"}]}",
                "{\"progressToken\":7}                        | {\"progressToken\":7}",
                "{\"token\":{\"type\":\"string\"}}            | {\"token\":{\"type\":\"string\"}}"
            })
    void textsWhoseNamesSaySecretAreLeftOut(String params, String shown) {
        assertThat(text("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":" + params + "}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":" + shown + "}");
    }

    @Test
    void whatCannotBeShownIsSaidToBe() {
        String digits = "1".repeat(10_000);
        assertThat(text("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":" + digits + "}}"))
                .startsWith("[a message of 100")
                .contains("cannot be shown: ");
    }

    private static String text(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return WireText.of((JsonRpcMessage) JsonRpcDecoder.decode(bytes, 0, bytes.length));
    }
}
