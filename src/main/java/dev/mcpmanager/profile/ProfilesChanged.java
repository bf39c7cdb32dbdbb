package dev.mcpmanager.profile;

import dev.mcpmanager.event.Event;

/** A profile was added, changed or deleted. */
public record ProfilesChanged(String name) implements Event {}
