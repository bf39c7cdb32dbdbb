package dev.mcpmanager.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mcpmanager.mcp.JsonRpcDecoder;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenToolsTest {
    private final HiddenTools hidden = new HiddenTools(Set.of("hidden"));

    private static Optional<Params> params(String json) {
        byte[] message = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":" + json + "}").getBytes(UTF_8);
        return JsonRpcDecoder.decode(message, 0, message.length) instanceof Request request
                ? Params.of(request.params())
                : fail();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'hidden'}",
                "{'n\\u0061me':'h\\u0069dden'}",
                "{'name':'echo','name':'hidden'}",
                "{'name':'hidden','uri':1,'uri':2}",
                "{'name':'hidden','_meta':null}",
                "{'name':['hidden']}",
                "['hidden']"
            })
    void nobodyCallsOneByWhatTheGatewayCannotRead(String json) {
        assertThat(hidden.refusal("tools/call", params(json.replace('\'', '"'))))
                .isPresent();
    }

    @Test
    void othersAreCalledAsEver() {
        assertThat(hidden.refusal("tools/call", params("{\"name\":\"echo\"}"))).isEmpty();
        assertThat(hidden.refusal("prompts/get", params("[]"))).isEmpty();
        assertThat(new HiddenTools(Set.of()).refusal("tools/call", params("[]")))
                .isEmpty();
    }
}
