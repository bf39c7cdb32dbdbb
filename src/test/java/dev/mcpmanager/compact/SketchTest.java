package dev.mcpmanager.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SketchTest {

    @RepeatedTest(200)
    void percentilesAreWithinTheStatedError(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        long[] times = times(random, 1 + random.nextInt(3000));
        var parts = new Sketch[] {new Sketch(), new Sketch(), new Sketch()};
        for (long time : times) {
            parts[random.nextInt(parts.length)].add(Sketch.bin(time), 1);
        }
        var whole = new Sketch();
        Arrays.stream(parts).forEach(whole::add);
        Arrays.sort(times);
        assertThat(Sketch.decode(whole.encode())).usingRecursiveComparison().isEqualTo(whole);
        for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
            double exact = times[(int) Math.max(0, Math.ceil(share * times.length) - 1)];
            assertThat(whole.percentile(share)).as("%s", share).isCloseTo(exact, within(exact * Sketch.ERROR));
        }
    }

    private static long[] times(Random random, int count) {
        double middle = random.nextDouble() * 15;
        double spread = random.nextDouble() * 2;
        return LongStream.generate(() -> (long) Math.max(1, Math.exp(middle + spread * random.nextGaussian())))
                .limit(count)
                .toArray();
    }

    @Test
    void theLongestTimeoutHasABin() {
        assertThat(Sketch.bin(24 * 3_600_000_000L)).isLessThan(Sketch.BINS - 1);
        assertThat(Sketch.bin(Long.MAX_VALUE)).isEqualTo(Sketch.BINS - 1);
        assertThat(Sketch.bin(0)).isZero();
    }

    @Test
    void whatIsDamagedIsNoticed() {
        var beyond = new NumberWriter();
        beyond.put(Sketch.BINS);
        beyond.put(1);
        assertThatThrownBy(() -> Sketch.decode(beyond.bytes())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sketch.decode(new byte[] {(byte) 0x80})).isInstanceOf(IllegalArgumentException.class);
        assertThat(Sketch.decode(new Sketch().encode()))
                .usingRecursiveComparison()
                .isEqualTo(new Sketch());
    }
}
