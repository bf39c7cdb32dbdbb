package dev.mcpmanager.gateway;

import static dev.mcpmanager.gateway.Caller.OK;
import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.Caller.Endpoint;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Ends the servers of {@link MixUpIT} in turns while their clients call, each by SIGKILL and by its own tool in turns. For one thread. */
final class Saboteur {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestManager manager;
    private final List<String> servers;
    private final Caller caller;
    private final Ledger ledger;

    Saboteur(TestManager manager, Endpoint endpoint, Ledger ledger) throws IOException {
        this.manager = manager;
        this.servers = endpoint.servers();
        this.caller = new ModernCaller("saboteur", false, endpoint, ledger);
        this.ledger = ledger;
    }

    /** Does so many times, evenly spread over so many calls. */
    void crash(int times, int calls) throws IOException {
        for (int i = 1; i <= times && ledger.faults().isEmpty(); i++) {
            String server = servers.get(i % servers.size());
            int reached = calls / (times + 1) * i;
            await().atMost(PATIENCE)
                    .until(() ->
                            ledger.answered() >= reached || !ledger.faults().isEmpty());
            long pid = pid(server);
            ledger.crashBegins(server);
            if (i / servers.size() % 2 == 0) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            } else {
                caller.call(CallPlan.crash(server, caller.name, i));
            }
            await().atMost(PATIENCE).until(() -> pid(server) != pid && answers(server));
            ledger.crashIsOver(server);
        }
        caller.stop();
    }

    private long pid(String server) throws IOException {
        try {
            return manager.status(server).at("/details/pid").asLong();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it, as one over HTTP is connected to when somebody does. */
    private boolean answers(String server) throws IOException, InterruptedException {
        return manager.get("/api/servers/" + server + "/tools").status() == OK;
    }
}
