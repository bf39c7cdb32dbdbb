package dev.mcpmanager.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server said of itself when it was connected, to be shown, not relied on. Immutable; a text is empty if the
 * server did not say it; name, version and title are cut at 2,000 characters.
 *
 * @param instructions how its author wants it to be used
 * @param capabilities as it wrote them, a JSON object
 * @param capabilityNames those of {@code capabilities} that are not null
 * @param answer all that it answered to {@code initialize} or {@code server/discover}, as it wrote it
 */
public record ServerInfo(
        Era era,
        String protocolVersion,
        Optional<String> name,
        Optional<String> version,
        Optional<String> title,
        Optional<String> instructions,
        RawJson capabilities,
        Set<String> capabilityNames,
        RawJson answer) {
    public ServerInfo {
        name = name.map(Protocol::cut);
        version = version.map(Protocol::cut);
        title = title.map(Protocol::cut);
        capabilityNames = Set.copyOf(capabilityNames);
    }

    /**
     * @param info the {@code Implementation} object
     * @param answer to {@code initialize} or {@code server/discover}
     * @param result the same as a tree
     * @param redact for each text, see {@link ConnectionListener#redacted}
     */
    static ServerInfo of(
            Era era,
            String protocolVersion,
            JsonNode info,
            RawJson answer,
            ObjectNode result,
            UnaryOperator<String> redact) {
        JsonNode capabilities = result.path("capabilities");
        return new ServerInfo(
                era,
                protocolVersion,
                Protocol.text(info, "name").map(redact),
                Protocol.text(info, "version").map(redact),
                Protocol.text(info, "title").map(redact),
                Protocol.text(result, "instructions").map(redact),
                capabilities.isObject() ? RawJson.of(capabilities) : RawJson.EMPTY_OBJECT,
                capabilities
                        .propertyStream()
                        .filter(capability -> !capability.getValue().isNull())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                answer);
    }
}
