package dev.mcpmanager.server;

import dev.mcpmanager.event.Event;

/** A definition was deleted; immutable. */
public record ServerDeleted(ServerDefinition server) implements Event {}
