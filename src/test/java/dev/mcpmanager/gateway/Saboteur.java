package dev.mcpmanager.gateway;

import static org.awaitility.Awaitility.await;

import dev.mcpmanager.gateway.Caller.Endpoint;
import dev.mcpmanager.web.TestManager;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Ends the server of {@link MixUpIT} while its clients call, by SIGKILL and by its own tool in turns. For one thread. */
final class Saboteur {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestManager manager;
    private final Caller caller;
    private final Ledger ledger;

    Saboteur(TestManager manager, Endpoint endpoint, Ledger ledger) throws IOException {
        this.manager = manager;
        this.caller = new ModernCaller("saboteur", false, endpoint, ledger);
        this.ledger = ledger;
    }

    /** Does so many times, evenly spread over so many calls. */
    void crash(int times, int calls) throws IOException {
        for (int i = 1; i <= times && ledger.faults().isEmpty(); i++) {
            int reached = calls / (times + 1) * i;
            await().atMost(PATIENCE)
                    .until(() ->
                            ledger.answered() >= reached || !ledger.faults().isEmpty());
            long pid = details().path("pid").asLong();
            ledger.crashBegins();
            if (i % 2 == 0) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            } else {
                caller.call(CallPlan.crash(caller.name, i));
            }
            await().atMost(PATIENCE)
                    .until(() -> details().path("mcp").isObject()
                            && details().path("pid").asLong() != pid);
            ledger.crashIsOver();
        }
        caller.stop();
    }

    private JsonNode details() throws IOException {
        try {
            return manager.status("mix-up").path("details");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
