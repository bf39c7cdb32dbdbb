package dev.mcpmanager.supervision;

import dev.mcpmanager.event.Event;

/** A server's history has a new entry. */
public record LifecycleEventRecorded(LifecycleEvent event) implements Event {}
