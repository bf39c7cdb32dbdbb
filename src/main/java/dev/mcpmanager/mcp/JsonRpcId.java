package dev.mcpmanager.mcp;

/** Names a request; MCP allows an integer (here of 64 bits) or a string, and never null. Immutable. */
public sealed interface JsonRpcId {

    record Int(long value) implements JsonRpcId {}

    record Text(String value) implements JsonRpcId {}
}
