package dev.mcpmanager.server;

import dev.mcpmanager.event.Event;

/** A definition was created; immutable. */
public record ServerCreated(ServerDefinition server) implements Event {}
