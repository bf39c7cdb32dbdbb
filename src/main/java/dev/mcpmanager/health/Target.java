package dev.mcpmanager.health;

import dev.mcpmanager.server.HealthSettings;

/** A server that is probed, and how; immutable. */
record Target(String serverId, HealthSettings settings, Probe probe) {}
