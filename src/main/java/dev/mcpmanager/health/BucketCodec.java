package dev.mcpmanager.health;

import dev.mcpmanager.compact.Sketch;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Buckets of consecutive times as one BLOB: about 4 bytes for a bucket of two checks, 15 for one of thirty. Stateless.
 */
final class BucketCodec {
    /** Bits that a response time in microseconds, and a difference of two, mostly take at least. */
    private static final int TIME_BITS = 8;

    private BucketCodec() {}

    /** @param slots number of the bucket in the chunk, and the bucket, which is not empty */
    static byte[] encode(SortedMap<Integer, Bucket> slots) {
        var out = new BitWriter();
        out.number(slots.size(), 0);
        int next = 0;
        for (var slot : slots.entrySet()) {
            out.number(slot.getKey() - next, 0);
            next = slot.getKey() + 1;
            write(out, slot.getValue());
        }
        return out.bytes();
    }

    static SortedMap<Integer, Bucket> decode(byte[] blob) {
        var in = new BitReader(blob);
        var slots = new TreeMap<Integer, Bucket>();
        int next = 0;
        for (long left = in.number(0); left > 0; left--) {
            int slot = Math.toIntExact(next + in.number(0));
            next = slot + 1;
            slots.put(slot, read(in));
        }
        in.end();
        return slots;
    }

    private static void write(BitWriter out, Bucket bucket) {
        out.number(bucket.healthy, 0);
        out.number(bucket.unhealthy, 0);
        out.number(bucket.healthy + bucket.unhealthy - bucket.timed, 0);
        if (bucket.timed > 0) {
            out.number(bucket.min, TIME_BITS);
        }
        if (bucket.timed > 1) {
            out.number(bucket.max - bucket.min, TIME_BITS);
        }
        // of one or two the rest follows from these
        if (bucket.timed > 2) {
            out.number(bucket.sum - bucket.timed * bucket.min, TIME_BITS);
            for (int bin = Sketch.bin(bucket.min); bin <= Sketch.bin(bucket.max); bin++) {
                out.number(bucket.sketch.count(bin), 0);
            }
        }
    }

    private static Bucket read(BitReader in) {
        var bucket = new Bucket();
        bucket.healthy = in.number(0);
        bucket.unhealthy = in.number(0);
        bucket.timed = bucket.healthy + bucket.unhealthy - in.number(0);
        if (bucket.timed > 0) {
            bucket.min = in.number(TIME_BITS);
            bucket.max = bucket.timed > 1 ? bucket.min + in.number(TIME_BITS) : bucket.min;
            int lowest = Sketch.bin(bucket.min);
            int highest = Sketch.bin(bucket.max);
            bucket.sketch.cover(lowest, highest);
            if (bucket.timed > 2) {
                bucket.sum = in.number(TIME_BITS) + bucket.timed * bucket.min;
                for (int bin = lowest; bin <= highest; bin++) {
                    bucket.sketch.add(bin, in.number(0));
                }
            } else {
                bucket.sum = bucket.timed == 1 ? bucket.min : bucket.min + bucket.max;
                bucket.sketch.add(lowest, 1);
                bucket.sketch.add(highest, bucket.timed - 1);
            }
        }
        return bucket;
    }
}
