package dev.mcpmanager.health;

/** What is done for a server whose settings ask for it, once it was unhealthy for long. Implementations are thread-safe. */
public interface Remedy {

    /**
     * Starts the server again, unless that run has ended; returns at once.
     *
     * @param run number of the run that was checked
     * @param reason what is wrong, for people
     */
    void restart(String serverId, long run, String reason);
}
