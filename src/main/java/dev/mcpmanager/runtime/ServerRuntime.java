package dev.mcpmanager.runtime;

import java.util.Collection;
import java.util.List;

/** A kind of place where servers run: processes, containers, remote addresses. Implementations are thread-safe. */
public interface ServerRuntime {

    /**
     * Starts one run of a server and returns when it exists (not when it is ready). Blocks: for a missing image or an
     * executable's version check up to many seconds.
     *
     * @param output receives what the run prints, on threads of the runtime
     */
    StartResult start(LaunchPlan plan, RunOutput output);

    /**
     * Ends everything that an earlier manager on the same data directory started and that still lives, and returns when
     * it is gone.
     *
     * @param recorded the runs that were alive when that manager last wrote its state
     * @return what was found and ended, or could not be
     * @throws dev.mcpmanager.problem.ProblemException Unavailable, when it cannot be seen what lives
     */
    List<Leftover> endLeftovers(Collection<RunIdentity> recorded);
}
