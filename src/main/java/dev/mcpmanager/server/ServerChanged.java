package dev.mcpmanager.server;

import dev.mcpmanager.event.Event;

/** A definition was changed; immutable. */
public record ServerChanged(ServerDefinition before, ServerDefinition after) implements Event {}
