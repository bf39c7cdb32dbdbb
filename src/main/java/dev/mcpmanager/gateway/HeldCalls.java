package dev.mcpmanager.gateway;

import dev.mcpmanager.gateway.RequestSeal.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls of modern clients that wait for the client's input, which a legacy server asked for. Thread-safe; each ends
 * when the input does not come in time.
 */
final class HeldCalls {
    private final AtomicLong lastNumber = new AtomicLong();
    private final ConcurrentMap<Long, ModernCall> calls = new ConcurrentHashMap<>();
    private final RequestSeal seal;

    HeldCalls(Duration inputWait) {
        this.seal = new RequestSeal(inputWait);
    }

    /** For a new call. */
    long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    /** The {@code requestState} by which the client gets back to the call. */
    String hold(ModernCall call, State state, ModernRequest request) {
        calls.put(state.call(), call);
        return seal.seal(state, digest(call.server(), request));
    }

    /** A {@code requestState} with which the same request begins anew. */
    String again(ServedServer server, ModernRequest request) {
        return seal.seal(new State(RequestSeal.NO_CALL, 0), digest(server, request));
    }

    /** Empty if it is none of ours, was altered, has expired, or is for another request. */
    Optional<State> open(String requestState, ServedServer server, ModernRequest request) {
        return seal.open(requestState, digest(server, request));
    }

    Optional<ModernCall> find(long number) {
        return Optional.ofNullable(calls.get(number));
    }

    void forget(long number) {
        calls.remove(number);
    }

    /** Looks after those that the server does not work at any more, too; called each second. */
    void tick(long now, GatewaySettings settings) {
        calls.values().forEach(call -> call.tick(now, settings));
    }

    private static byte[] digest(ServedServer server, ModernRequest request) {
        return RequestSeal.digest(
                server.id(), request.method(), request.params().object().json());
    }
}
