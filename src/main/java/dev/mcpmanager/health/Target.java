package dev.mcpmanager.health;

import dev.mcpmanager.server.HealthSettings;
import java.time.Duration;

/**
 * A server that is probed, and how; immutable.
 *
 * @param startPeriod how long from now on it may be starting: until it was healthy once, it is then probed more often
 */
record Target(String serverId, HealthSettings settings, Duration startPeriod, Probe probe) {}
