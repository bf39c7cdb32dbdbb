package dev.mcpmanager.gateway;

import java.net.URI;
import tools.jackson.databind.JsonNode;

/** An MCP client that others wrote; for one thread. */
interface RealClient {

    /**
     * Takes the steps of {@code scenario} at {@code server} and ends its connection.
     *
     * @return {@code protocolVersion} and {@code outcomes}: for each step's name its {@code result} or {@code error}, and
     *     how many notifications of {@code progress} it brought
     */
    JsonNode run(URI server, String token, Scenario scenario) throws Exception;
}
