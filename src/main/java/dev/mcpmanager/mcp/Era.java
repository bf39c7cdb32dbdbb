package dev.mcpmanager.mcp;

/** How a server speaks MCP: with a handshake (to 2025-11-25), or stateless with metadata in every request (from 2026-07-28). */
public enum Era {
    LEGACY,
    MODERN
}
