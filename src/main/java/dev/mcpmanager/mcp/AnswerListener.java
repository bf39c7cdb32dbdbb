package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import dev.mcpmanager.problem.ProblemException;

/**
 * Receives the one outcome of a request, on the thread that read it, that closed the connection, or that asked; must not
 * block.
 */
public interface AnswerListener {

    void answered(Response response);

    /** No answer can come any more. */
    void failed(ProblemException why);
}
