package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.gateway.RequestSeal.State;
import dev.mcpmanager.mcp.Decoded;
import dev.mcpmanager.mcp.JsonRpcDecoder;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSealTest {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final State STATE = new State(7, 3);
    private static final String PARAMS = "{\"name\":\"n\",\"arguments\":{\"a\":1,\"a\":2}}";

    private final RequestSeal seal = new RequestSeal(Duration.ofMinutes(1));

    @Test
    void whatIsSealedOpensForItsRequest() {
        assertThat(seal.open(seal.seal(STATE, digest(PARAMS)), digest(PARAMS))).contains(STATE);
    }

    @Test
    void eachAlteredCharacterIsRefused() {
        String sealed = seal.seal(STATE, digest(PARAMS));
        for (int i = 0; i < sealed.length(); i++) {
            for (int j = 0; j < CHARACTERS.length(); j++) {
                char other = CHARACTERS.charAt(j);
                if (other != sealed.charAt(i)) {
                    String altered = sealed.substring(0, i) + other + sealed.substring(i + 1);
                    assertThat(seal.open(altered, digest(PARAMS))).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!", "=", "\u0000", "é"})
    void whatWasNeverSealedIsRefused(String text) {
        assertThat(seal.open(text, digest(PARAMS))).isEmpty();
    }

    @Test
    void anotherSealIsRefused() {
        var other = new RequestSeal(Duration.ofMinutes(1));
        assertThat(seal.open(other.seal(STATE, digest(PARAMS)), digest(PARAMS))).isEmpty();
    }

    @Test
    void anExpiredStateIsRefused() {
        var brief = new RequestSeal(Duration.ZERO);
        assertThat(brief.open(brief.seal(STATE, digest(PARAMS)), digest(PARAMS)))
                .isEmpty();
    }

    @Test
    void theDigestIsOfWhatStaysTheSame() {
        assertThat(digest(
                        "{\"arguments\": {\"a\":1,\"a\":2}, \"requestState\":\"s\", \"_meta\":{}, \"inputResponses\":1, "
                                + "\"name\":\"n\"}"))
                .isNotEqualTo(digest("{}"))
                .isEqualTo(digest("{\"name\":\"n\",\"arguments\": {\"a\":1,\"a\":2}}"));
    }

    @Test
    void theDigestTellsServersMethodsAndArgumentsApart() {
        byte[] digest = RequestSeal.digest("s", "m", json("{\"a\":1}"));
        assertThat(RequestSeal.digest("s", "m", json("{\"a\":2}"))).isNotEqualTo(digest);
        assertThat(RequestSeal.digest("t", "m", json("{\"a\":1}"))).isNotEqualTo(digest);
        assertThat(RequestSeal.digest("s", "n", json("{\"a\":1}"))).isNotEqualTo(digest);
        assertThat(RequestSeal.digest("s", "m", json("{\"b\":1}"))).isNotEqualTo(digest);
    }

    private static byte[] digest(String params) {
        return RequestSeal.digest("server", "tools/call", json(params));
    }

    private static RawJson json(String text) {
        byte[] line = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":" + text + "}")
                .getBytes(StandardCharsets.UTF_8);
        Decoded decoded = JsonRpcDecoder.decode(line, 0, line.length);
        return ((Request) decoded).params().orElseThrow();
    }
}
