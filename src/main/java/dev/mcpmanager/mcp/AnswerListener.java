package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.ProblemException;

/**
 * Receives the one outcome of a request, on the thread that read it, that closed the connection, or that asked; must not
 * block.
 */
public interface AnswerListener {

    void answered(Response response);

    /** Runs {@code next}, which brings more of what the server says meanwhile, when who listens can take it. */
    default void whenRoom(Runnable next) {
        next.run();
    }

    /** No answer can come any more. */
    void failed(ProblemException why);
}
