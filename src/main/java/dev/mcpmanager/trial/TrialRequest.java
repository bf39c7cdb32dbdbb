package dev.mcpmanager.trial;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be called. Immutable, as nobody changes {@code params} any more.
 *
 * @param serverId of a server that runs
 * @param params without {@code _meta}
 * @param timeout for all, with the time that people take for answers
 * @param callId by which the caller follows the call and answers what is asked in it; without one, nothing can be asked
 */
public record TrialRequest(
        String serverId, String method, ObjectNode params, Duration timeout, Optional<String> callId) {}
