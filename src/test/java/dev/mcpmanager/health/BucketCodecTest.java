package dev.mcpmanager.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BucketCodecTest {

    @RepeatedTest(200)
    void bucketsComeBackFromABlob(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var slots = new TreeMap<Integer, Bucket>();
        for (int slot = random.nextInt(5); slot < 96; slot += 1 + random.nextInt(9)) {
            slots.put(slot, bucket(random));
        }
        var back = BucketCodec.decode(BucketCodec.encode(slots));
        assertThat(back.keySet()).isEqualTo(slots.keySet());
        slots.forEach((slot, bucket) -> assertThat(back.get(slot))
                .usingRecursiveComparison()
                .ignoringFields("sketch")
                .isEqualTo(bucket));
        assertThat(back.values().stream().map(Bucket::responseTimes))
                .containsExactlyElementsOf(
                        slots.values().stream().map(Bucket::responseTimes).toList());
    }

    private static Bucket bucket(Random random) {
        var bucket = new Bucket();
        int checks = 1 + random.nextInt(random.nextBoolean() ? 3 : 100);
        for (int i = 0; i < checks; i++) {
            OptionalLong time = random.nextInt(4) == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of((long) Math.exp(random.nextDouble() * 20));
            bucket.add(new StoredCheck(0, random.nextBoolean(), time, Optional.empty()));
        }
        return bucket;
    }

    @Test
    void aDamagedBlobIsNoticed() {
        var slots = new TreeMap<Integer, Bucket>();
        slots.put(3, bucket(new Random(1)));
        byte[] blob = BucketCodec.encode(slots);
        assertThatThrownBy(() -> BucketCodec.decode(Arrays.copyOf(blob, blob.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BucketCodec.decode(new byte[64])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBucketWithoutTimesHasNone() {
        var bucket = new Bucket();
        bucket.add(new StoredCheck(0, false, OptionalLong.empty(), Optional.of("refused")));
        assertThat(bucket.responseTimes()).isEmpty();
    }
}
