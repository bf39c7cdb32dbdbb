package dev.mcpmanager.gateway;

import dev.mcpmanager.calls.CallLog;
import dev.mcpmanager.server.Servers;
import dev.mcpmanager.supervision.Supervisor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all served servers share. Thread-safe.
 *
 * @param sessions how many legacy sessions there are
 * @param timers must not be blocked
 */
record GatewayParts(
        Servers servers,
        Supervisor supervisor,
        GatewayStore store,
        CallLog calls,
        HeldCalls held,
        ReplayMemory replayMemory,
        AtomicInteger sessions,
        ScheduledExecutorService timers,
        GatewaySettings settings) {}
