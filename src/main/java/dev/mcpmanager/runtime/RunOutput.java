package dev.mcpmanager.runtime;

/**
 * Receives the bytes that a run prints, each stream on its own thread, in order. The buffer belongs to the caller again
 * when the method returns; blocking here makes the server wait (back-pressure).
 */
public interface RunOutput {

    void stdout(byte[] buffer, int offset, int length);

    void stderr(byte[] buffer, int offset, int length);

    /** The place where it runs has something to tell of the run, such as how far its image is loaded: one sentence. */
    default void notice(String message) {}

    /** Nothing more will come from stdout; the server may live on. */
    void stdoutClosed();

    /** Nothing more will come from stderr; the server may live on. */
    void stderrClosed();
}
