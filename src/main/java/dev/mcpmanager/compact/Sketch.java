package dev.mcpmanager.compact;

import java.util.Arrays;

/**
 * Counts of durations in bins that each are 5 % wider than the one before, so that percentiles have a relative error
 * below {@value #ERROR}; two sketches add up without further error. For one thread. At most {@value #BINS} bins.
 */
public final class Sketch {
    /** Of a percentile, as a share of it. */
    public static final double ERROR = 0.025;

    private static final double GAMMA = 1.05;
    private static final double LOG_GAMMA = StrictMath.log(GAMMA);
    /** Up to 27 hours. */
    public static final int BINS = 520;

    private int first;
    private long[] counts = {};

    /** The bin of a duration; strict arithmetic, since what one machine stored another one reads. */
    public static int bin(long micros) {
        return micros <= 1 ? 0 : Math.min(BINS - 1, (int) Math.ceil(StrictMath.log((double) micros) / LOG_GAMMA));
    }

    public void add(int bin, long count) {
        cover(bin, bin);
        counts[bin - first] += count;
    }

    public void add(Sketch other) {
        if (other.counts.length > 0) {
            cover(other.first, other.first + other.counts.length - 1);
            for (int i = 0; i < other.counts.length; i++) {
                counts[other.first - first + i] += other.counts[i];
            }
        }
    }

    /** Has room for these bins and all in between: many that are added then need not grow it one by one. */
    public void cover(int lowest, int highest) {
        if (counts.length == 0) {
            first = lowest;
            counts = new long[highest - lowest + 1];
        } else if (lowest < first || highest >= first + counts.length) {
            int from = Math.min(lowest, first);
            var grown = new long[Math.max(highest + 1, first + counts.length) - from];
            System.arraycopy(counts, 0, grown, first - from, counts.length);
            counts = grown;
            first = from;
        }
    }

    public long count(int bin) {
        return bin < first || bin >= first + counts.length ? 0 : counts[bin - first];
    }

    /**
     * The smallest duration that {@code share} of all do not exceed, in microseconds.
     *
     * @param share above 0, at most 1
     */
    public double percentile(double share) {
        long total = Arrays.stream(counts).sum();
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        int at = 0;
        while (at < counts.length - 1 && seen + counts[at] < rank) {
            seen += counts[at++];
        }
        return middle(first + at);
    }

    /** All together, in microseconds, within {@value #ERROR}. */
    public double sum() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * middle(first + i);
        }
        return sum;
    }

    private static double middle(int bin) {
        return 2 * Math.pow(GAMMA, bin) / (GAMMA + 1);
    }

    /** The counts, in few bytes. */
    public byte[] encode() {
        var out = new NumberWriter();
        out.put(first);
        for (long count : counts) {
            out.put(count);
        }
        return out.bytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if these bytes are no sketch
     */
    public static Sketch decode(byte[] bytes) {
        var in = new NumberReader(bytes);
        var sketch = new Sketch();
        long first = in.next();
        var counts = new long[BINS + 1];
        int length = 0;
        while (in.hasNext() && length < counts.length) {
            counts[length++] = in.next();
        }
        if (first < 0 || first + length > BINS) {
            throw new IllegalArgumentException("a sketch has too many bins");
        }
        sketch.first = (int) first;
        sketch.counts = Arrays.copyOf(counts, length);
        return sketch;
    }
}
