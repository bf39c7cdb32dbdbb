package dev.mcpmanager.gateway;

import java.time.Duration;

/**
 * The gateway's limits. Immutable.
 *
 * @param maxSessions most legacy sessions at once, of all servers
 * @param sessionIdle how long a legacy session lives without a request or an open stream
 * @param inputWait how long a call waits for the input that a client is to bring
 * @param serverWait how long a request waits for a server that is starting
 * @param quiet after how long without an answer a request is answered by an event stream
 * @param keepAlive how long an event stream is silent at most
 */
public record GatewaySettings(
        int maxSessions,
        Duration sessionIdle,
        Duration inputWait,
        Duration serverWait,
        Duration quiet,
        Duration keepAlive) {

    public static final GatewaySettings DEFAULT = new GatewaySettings(
            10_000,
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15));
}
