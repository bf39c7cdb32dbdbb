package dev.mcpmanager.calls;

import dev.mcpmanager.compact.NumberReader;
import dev.mcpmanager.compact.NumberWriter;
import dev.mcpmanager.compact.Varints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The calls of one server that ended in the same quarter of a second: about ten bytes each, so that those of a busy server
 * cost neither the heap nor the disk much. For one thread.
 */
final class CallBatch {
    /** The calls of one kind; {@code index} stands for the kind. */
    record Kind(CallKind kind, int index, CallSums sums) {}

    /** A call with the number of its kind in place of the kind. */
    record Numbered(long kind, long startedAt, long micros, long requestBytes, long responseBytes) {}

    private final Map<CallKind, Kind> kinds = new LinkedHashMap<>();
    private final NumberWriter calls = new NumberWriter();
    private final long beganAt;
    private int size;

    /** @param beganAt in milliseconds since 1970 */
    CallBatch(long beganAt) {
        this.beganAt = beganAt;
    }

    void add(Call call) {
        Kind kind = kinds.computeIfAbsent(call.kind(), key -> new Kind(key, kinds.size(), new CallSums()));
        kind.sums.add(call);
        calls.put(kind.index);
        calls.put(Varints.zigzag(call.startedAt() - beganAt));
        calls.put(call.micros());
        calls.put(call.requestBytes());
        calls.put(call.responseBytes());
        size++;
    }

    int size() {
        return size;
    }

    Collection<Kind> kinds() {
        return kinds.values();
    }

    /** The calls as a BLOB, with the kinds' numbers. */
    byte[] encode(ToLongFunction<CallKind> number) {
        var out = new NumberWriter();
        out.put(kinds.size());
        kinds.keySet().forEach(kind -> out.put(number.applyAsLong(kind)));
        out.put(beganAt);
        out.put(calls);
        return out.bytes();
    }

    /** @throws IllegalArgumentException if these bytes are no batch */
    static List<Numbered> decode(byte[] blob) {
        var in = new NumberReader(blob);
        List<Long> kinds = new ArrayList<>();
        for (long left = in.next(); left > 0; left--) {
            kinds.add(in.next());
        }
        long beganAt = in.next();
        List<Numbered> calls = new ArrayList<>();
        while (in.hasNext()) {
            long kind = kinds.get((int) in.next());
            calls.add(new Numbered(kind, beganAt + Varints.unzigzag(in.next()), in.next(), in.next(), in.next()));
        }
        return calls;
    }
}
