package dev.mcpmanager.supervision;

import dev.mcpmanager.event.Event;
import java.time.Instant;

/** A server's status, or what goes with it, is another than before. */
public record ServerStatusChanged(ServerSnapshot snapshot, Instant at) implements Event {}
