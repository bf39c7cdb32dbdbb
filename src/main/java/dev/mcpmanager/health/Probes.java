package dev.mcpmanager.health;

import dev.mcpmanager.server.ServerDefinition;

/** Chooses how a server is probed. Implementations are thread-safe. */
public interface Probes {

    /** The probe of a server that has just come to run; used until that run ends. */
    Probe of(ServerDefinition server);
}
