package dev.mcpmanager.runtime.docker;

import dev.mcpmanager.runtime.Leftover;
import dev.mcpmanager.runtime.docker.Containers.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ends containers that an earlier manager on the same data directory left behind. Thread-safe. */
final class Leftovers {
    private final Containers containers;

    Leftovers(Containers containers) {
        this.containers = containers;
    }

    /**
     * Removes all of {@code found}, side by side.
     *
     * @return those of them that lived
     */
    List<Leftover> end(List<Listed> found) {
        var leftovers = new ArrayList<Leftover>();
        try (var sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Leftover>> ending = found.stream()
                    .map(each -> sideBySide.submit(() -> end(each)))
                    .toList();
            for (int i = 0; i < ending.size(); i++) {
                Leftover leftover = ending.get(i).get();
                if (found.get(i).running()) {
                    leftovers.add(leftover);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException("leftover containers could not be ended", e);
        }
        return leftovers;
    }

    private Leftover end(Listed each) {
        List<Long> pids = each.running() ? List.of(containers.inspect(each.id()).pid()) : List.of();
        containers.remove(each.id());
        return new Leftover(each.labels().serverId(), pids, List.of());
    }
}
