package dev.mcpmanager.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.calls.CallCounters.Series;
import org.junit.jupiter.api.Test;

class CallCountersTest {
    private final CallCounters counters = new CallCounters();

    private void add(String server, String method, long micros) {
        var batch = new CallBatch(0);
        batch.add(new Call(new CallKind("client", method, "name", Outcome.OK), 0, micros, 10, 20));
        counters.add(server, batch.kinds());
    }

    @Test
    void callsAddUpByServerMethodAndOutcome() {
        add("a", "tools/call", 1_000);
        add("a", "tools/call", 3_000);
        add("b", "tools/call", 1_000);
        assertThat(counters.totals())
                .hasSize(2)
                .hasEntrySatisfying(new Series("a", "tools/call", Outcome.OK), totals -> {
                    assertThat(totals.calls()).isEqualTo(2);
                    assertThat(totals.requestBytes()).isEqualTo(20);
                    assertThat(totals.responseBytes()).isEqualTo(40);
                    assertThat(totals.times().sum()).isBetween(3_900.0, 4_100.0);
                });
        counters.purge("a");
        assertThat(counters.totals()).containsOnlyKeys(new Series("b", "tools/call", Outcome.OK));
    }

    @Test
    void methodsThatClientsMakeUpDoNotGrowWithoutBound() {
        for (int i = 0; i < CallCounters.MAX_SERIES + 3; i++) {
            add("a", "made/up-" + i, 1);
        }
        assertThat(counters.totals())
                .hasSize(CallCounters.MAX_SERIES + 1)
                .hasEntrySatisfying(
                        new Series("a", "other", Outcome.OK),
                        totals -> assertThat(totals.calls()).isEqualTo(3));
    }
}
