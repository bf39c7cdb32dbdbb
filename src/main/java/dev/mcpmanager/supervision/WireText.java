package dev.mcpmanager.supervision;

import dev.mcpmanager.json.Json;
import dev.mcpmanager.mcp.JsonRpcEncoder;
import dev.mcpmanager.mcp.JsonRpcMessage;
import dev.mcpmanager.secret.SecretNames;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/** How a message between the manager and a server is logged: on one line, without texts whose names say secret. Stateless. */
final class WireText {

    private WireText() {}

    static String of(JsonRpcMessage message) {
        byte[] json = JsonRpcEncoder.encode(message).bytes();
        var text = new StringWriter(json.length);
        try (JsonParser parser = Json.STRICT.createParser(json);
                JsonGenerator generator = Json.STRICT.createGenerator(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && isSecret(parser.streamReadContext())) {
                    generator.writeString("[secret]");
                } else {
                    generator.copyCurrentEventExact(parser);
                }
            }
        } catch (JacksonException e) {
            return "[a message of " + json.length + " bytes that cannot be shown: " + e.getOriginalMessage() + "]";
        }
        return text.toString();
    }

    private static boolean isSecret(TokenStreamContext place) {
        TokenStreamContext named = place;
        while (named.inArray()) {
            named = named.getParent();
        }
        return named.inObject() && SecretNames.isSecret(named.currentName());
    }
}
