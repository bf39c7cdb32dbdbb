/** Fakes for tests of what talks MCP. */
@NullMarked
package dev.mcpmanager.mcp.testing;

import org.jspecify.annotations.NullMarked;
