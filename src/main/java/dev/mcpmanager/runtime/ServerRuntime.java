package dev.mcpmanager.runtime;

import dev.mcpmanager.server.ServerDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
     * Takes over a run that an earlier manager on the same data directory started and that goes on without it. Blocks for
     * a moment.
     *
     * @param definition of its server, as it is now
     * @param recorded the run as that manager wrote it down
     * @param output as for {@link #start}; what was printed in between is lost
     * @return empty when it cannot be taken over: it has ended, its pipes are gone, or its definition has changed
     */
    default Optional<RunningServer> adopt(ServerDefinition definition, RunIdentity recorded, RunOutput output) {
        return Optional.empty();
    }

    /**
     * Ends everything, but for what was {@linkplain #adopt adopted}, that an earlier manager on the same data directory started and that still lives, and returns when
     * it is gone.
     *
     * @param recorded the runs that were alive when that manager last wrote its state, without those adopted
     * @return what was found and ended, or could not be
     * @throws dev.mcpmanager.problem.ProblemException Unavailable, when it cannot be seen what lives
     */
    List<Leftover> endLeftovers(Collection<RunIdentity> recorded);
}
