package dev.mcpmanager.runtime.remote;

import dev.mcpmanager.mcp.ClientInfo;
import dev.mcpmanager.mcp.HttpFailure;
import dev.mcpmanager.mcp.HttpPing;
import dev.mcpmanager.oauth.SignIns;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.runtime.LaunchPlan;
import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.RunIdentity;
import dev.mcpmanager.runtime.RunOutput;
import dev.mcpmanager.runtime.ServerRuntime;
import dev.mcpmanager.runtime.StartResult;
import dev.mcpmanager.server.Launch.ContainerImage;
import dev.mcpmanager.server.Launch.LocalCommand;
import dev.mcpmanager.server.Launch.RemoteUrl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Reaches servers that somebody else runs. Thread-safe. A server counts as started when it answers MCP; one that does not
 * is asked again after 1 s, then after waits that double up to a minute, until it does or nobody wants it any more.
 */
public final class RemoteRuntime implements ServerRuntime, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ClientInfo manager;
    private final SignIns signIns;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /** @param manager as which servers are asked */
    public RemoteRuntime(ClientInfo manager, SignIns signIns) {
        this.manager = manager;
        this.signIns = signIns;
    }

    @Override
    public StartResult start(LaunchPlan plan, RunOutput output) {
        return switch (plan.definition().launch()) {
            case RemoteUrl remote -> start(plan, remote, output);
            case LocalCommand _, ContainerImage _ ->
                new StartResult.Refused(
                        "A server of type " + plan.definition().type().text() + " is not remote.");
        };
    }

    private StartResult start(LaunchPlan plan, RemoteUrl remote, RunOutput output) {
        String id = plan.definition().id();
        Optional<String> trouble = trouble(plan, remote);
        Optional<String> need = signIns.state(id).need();
        if (trouble.isPresent() && need.isPresent()) {
            CompletableFuture<Void> settled = signIns.signedIn(id).copy();
            reach(plan, remote, Optional::isEmpty, settled);
            return new StartResult.SignInNeeded(need.get(), settled);
        }
        if (trouble.isPresent()) {
            var back = new CompletableFuture<Void>();
            // what it does not answer for another reason is told by the next start
            reach(plan, remote, now -> !now.equals(trouble), back);
            return new StartResult.Away(trouble.get() + "; it is tried again", back);
        }
        return new StartResult.Started(new RemoteServer(
                RunIdentity.remote(id, plan.run()), remote.origin(), output, new CompletableFuture<>()));
    }

    private void reach(
            LaunchPlan plan, RemoteUrl remote, Predicate<Optional<String>> isBack, CompletableFuture<Void> back) {
        Thread.ofVirtual().name("reach-" + plan.definition().name()).start(() -> askUntil(plan, remote, isBack, back));
    }

    /** Completes {@code back} when what is wrong with the server is as wanted. */
    private void askUntil(
            LaunchPlan plan, RemoteUrl remote, Predicate<Optional<String>> isBack, CompletableFuture<Void> back) {
        Duration wait = FIRST_WAIT;
        while (!isCancelledWithin(wait, plan)) {
            if (isBack.test(trouble(plan, remote))) {
                back.complete(null);
                return;
            }
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
    }

    private static boolean isCancelledWithin(Duration wait, LaunchPlan plan) {
        try {
            plan.cancelled().get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true;
        }
    }

    /** Why the server cannot be used now, in words and with a remedy. */
    private Optional<String> trouble(LaunchPlan plan, RemoteUrl remote) {
        try (var ping = new HttpPing(client, signIns.target(plan.definition(), remote.url()), manager)) {
            ping.send(PATIENCE);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of("no answer in MCP from " + remote.origin() + " within " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            return Optional.of(HttpFailure.text(e, remote.origin()));
        } catch (ProblemException e) {
            return Optional.of(e.problem().detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the manager stops");
        }
    }

    /** None: nothing of a remote server is the manager's. */
    @Override
    public List<Leftover> endLeftovers(Collection<RunIdentity> recorded) {
        return List.of();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
