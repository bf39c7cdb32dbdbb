package dev.mcpmanager.server;

import dev.mcpmanager.event.Event;
import java.time.Instant;

/** A definition was deleted; immutable. */
public record ServerDeleted(ServerDefinition server, Instant at) implements Event {}
