package dev.mcpmanager.catalog;

/**
 * Where a name or a URI leads. Immutable.
 *
 * @param own the name or URI as the server has it
 */
public record Offer(String serverId, String own) {}
