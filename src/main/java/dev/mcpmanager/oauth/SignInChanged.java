package dev.mcpmanager.oauth;

import dev.mcpmanager.event.Event;

/**
 * A server wants a sign-in now, or not any more.
 *
 * @param isOver whether somebody has signed in, or the server has taken requests without
 */
public record SignInChanged(String serverId, boolean isOver) implements Event {}
