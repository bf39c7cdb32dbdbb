package dev.mcpmanager.mcp;

/** As what the manager introduces itself to servers; immutable. */
public record ClientInfo(String name, String version) {}
