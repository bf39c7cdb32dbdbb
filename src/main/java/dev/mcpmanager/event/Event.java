package dev.mcpmanager.event;

/** Marks what may be published on the {@link EventBus}: an immutable record named in the past tense. */
public interface Event {}
