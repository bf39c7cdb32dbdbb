package dev.mcpmanager.oauth;

import dev.mcpmanager.event.Event;

/** A server wants a sign-in now, or not any more. */
public record SignInChanged(String serverId) implements Event {}
