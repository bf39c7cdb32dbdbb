package dev.mcpmanager.gateway;

import java.net.URI;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** An MCP client that others wrote; for one thread. */
interface RealClient {

    /**
     * Takes the steps of {@code scenario} at {@code server} and ends its connection.
     *
     * @param home an empty directory for the client's files
     * @return {@code protocolVersion} and {@code outcomes}: for each step's name its {@code result} or {@code error}, and
     *     how many notifications of {@code progress} it brought
     */
    JsonNode run(URI server, String token, Scenario scenario, Path home) throws Exception;
}
