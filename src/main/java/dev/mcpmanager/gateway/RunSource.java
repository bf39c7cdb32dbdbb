package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Failure;
import dev.mcpmanager.mcp.McpSession;
import dev.mcpmanager.problem.ProblemException;
import java.util.Optional;

/** Where the runs come from with which clients are connected. Thread-safe; no method blocks. */
sealed interface RunSource permits SupervisedRun, DedicatedRun {

    /**
     * The session with the run that there is now; empty if there may soon be one, which a change of the server's status
     * or {@code again} tells.
     *
     * @param again never called within this call
     * @throws ProblemException if there is none, with the reason
     */
    Optional<McpSession> session(Runnable again);

    /** Why a session ended that was just there, if that is known and no other is about to come. */
    Optional<String> error();

    /** What the server answered to the client's own {@code initialize} instead of a result. */
    Optional<Failure> refusal();

    /** Whether all clients of the server are connected with the same run. */
    boolean isShared();

    /** Its clients have left: what runs for them alone ends. */
    void close();
}
