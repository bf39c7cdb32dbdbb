/** MCP over HTTP: one address a server, for clients of both eras, whichever era the server speaks. */
@NullMarked
package dev.mcpmanager.gateway;

import org.jspecify.annotations.NullMarked;
