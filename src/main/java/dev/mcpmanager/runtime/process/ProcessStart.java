package dev.mcpmanager.runtime.process;

import java.io.IOException;

/** A way to start a command as the leader of a session and process group of its own. Thread-safe. */
interface ProcessStart {

    /**
     * Starts the command; it has its pipes, its environment with the cookie, and no other file of the manager.
     *
     * @throws IOException when the machine cannot, or the file is none that it can execute
     */
    Child start(Spawner.Command command, Pipe in, Pipe out, Pipe err) throws IOException;

    static ProcessStart ofThisMachine() {
        return PosixSpawn.isAvailable() ? new PosixSpawn() : new BuiltStart(ProcessGroups.ofThisMachine());
    }
}
