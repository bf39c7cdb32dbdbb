package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String REST = " 10 20 20 0 -1 4194304 1 2 3 4 50 60 7 8 20 0 THREADS 0 12345 8192 3 99 1 1";

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "a b", "a) S 1 (b", "((", ") Z 1 2 3", ""})
    void theCommandMayHoldSpacesAndParentheses(String command) {
        ProcStat stat = ProcStat.parse("4711 (" + command + ") S" + REST.replace("THREADS", "1"));

        assertThat(stat).isEqualTo(new ProcStat('S', 10, 20, 110, 1, 12345, 8192, 3));
    }

    @ParameterizedTest
    @CsvSource({"Z,1,true", "X,0,true", "Z,2,false", "S,1,false", "D,1,false", "T,1,false"})
    void aZombieIsDeadUnlessOtherThreadsOfItLive(char state, String threads, boolean dead) {
        ProcStat stat = ProcStat.parse("1 (x) " + state + REST.replace("THREADS", threads));

        assertThat(stat.isDead()).isEqualTo(dead);
    }

    @Test
    void whatIsNoStatLineIsAnError() {
        assertThatThrownBy(() -> ProcStat.parse("4711 (sleep) S 1 2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4711 (sleep) S 1 2");
    }
}
