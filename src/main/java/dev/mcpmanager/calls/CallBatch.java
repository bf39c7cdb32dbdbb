package dev.mcpmanager.calls;

import dev.mcpmanager.compact.NumberReader;
import dev.mcpmanager.compact.NumberWriter;
import dev.mcpmanager.compact.Varints;
import java.util.ArrayList;
import java.util.List;

/** The calls of one server that ended in the same quarter of a second, as one BLOB: about ten bytes each. Stateless. */
final class CallBatch {

    private CallBatch() {}

    /** A call with the number of its kind in place of the kind. */
    record Numbered(long kind, long startedAt, long micros, long requestBytes, long responseBytes) {}

    /** @param at when the batch was written, in milliseconds since 1970 */
    static byte[] encode(long at, List<Numbered> calls) {
        var out = new NumberWriter();
        for (Numbered call : calls) {
            out.put(call.kind());
            out.put(Varints.zigzag(at - call.startedAt()));
            out.put(call.micros());
            out.put(call.requestBytes());
            out.put(call.responseBytes());
        }
        return out.bytes();
    }

    /** @throws IllegalArgumentException if these bytes are no batch */
    static List<Numbered> decode(long at, byte[] blob) {
        var in = new NumberReader(blob);
        List<Numbered> calls = new ArrayList<>();
        while (in.hasNext()) {
            calls.add(new Numbered(in.next(), at - Varints.unzigzag(in.next()), in.next(), in.next(), in.next()));
        }
        return calls;
    }
}
