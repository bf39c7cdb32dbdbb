package dev.mcpmanager.runtime.process;

/** A process that was started and is waited for. Thread-safe. */
interface Child {
    long pid();

    /**
     * Blocks its platform thread until the process has ended; to be called once.
     *
     * @return the exit code, or 128 + n when signal n ended it
     */
    int awaitEnd();
}
