/** MCP as a client: JSON-RPC envelope, stdio framing, Streamable HTTP, protocol eras, and what the manager asks of a server. */
@NullMarked
package dev.mcpmanager.mcp;

import org.jspecify.annotations.NullMarked;
