/** Definitions of servers: create, read, change, delete, validation, import, export. */
@NullMarked
package dev.mcpmanager.server;

import org.jspecify.annotations.NullMarked;
