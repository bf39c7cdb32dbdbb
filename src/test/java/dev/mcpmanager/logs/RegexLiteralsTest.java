package dev.mcpmanager.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.mcpmanager.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexLiteralsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "connection reset      # connection reset",
                "trace=[0-9a-f]+ done  # trace=, done",
                "a|b                   # a / b",
                "time.?out|refused     # time,out / refused",
                "needle|.*             #",
                "[|]x|\\Q|\\E(y|z)       # x / |",
                "|a                    #",
                "(a|b)cd               # cd",
                "(?i)error: \\d+ms     # error: ,ms",
                "colou?r               # colo,r",
                "ab*c                  # a,c",
                "ab+c                  # ab,c",
                "ab{2}c                # a,c",
                "ab{0,3}c              # a,c",
                "x{b|rare              # b / rare",
                "a\\.b                 # a.b",
                "\\Qa|b\\E.c           # a|b,c",
                "[]|]x[^]|]y           # x,y",
                "[[:alpha:]|]x         # x",
                "\\pLx\\p{Greek}y      # x,y",
                "\\x41b\\x{263a}c      # b,c",
                "(a\\.\\d|[b]c)+d      # d",
                "^start$               # start",
                "Grüße                 # Gr,e",
            })
    void findsWhatEveryMatchHas(String expression, String literals) {
        assertThat(Pattern.compile(expression)).isNotNull();
        List<List<String>> expected = literals == null
                ? List.of()
                : Arrays.stream(literals.split(" / "))
                        .map(each -> List.of(each.split(",", -1)))
                        .toList();
        assertThat(RegexLiterals.of(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{0,1000}){0,1000}){0,1000}",
                "(a{1000}){1000}",
                "(((a{30}){30}){30}){30}",
                "(?:(a|b{500}){500})*"
            })
    void refusesWhatWouldGrowWithoutBounds(String expression) {
        assertThatThrownBy(() -> CompiledMatch.of(Optional.of(new TextMatch.Regex(expression, true))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("smaller counts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a(?=b)", "(a)\\1", "[z-a]"})
    void refusesWhatIsNoExpression(String expression) {
        assertThatThrownBy(() -> CompiledMatch.of(Optional.of(new TextMatch.Regex(expression, true))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("RE2");
    }

    @Test
    void acceptsExpressionsOfDailyUse() {
        String uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
        assertThat(CompiledMatch.of(Optional.of(new TextMatch.Regex(uuid, true)))
                        .pattern())
                .isPresent();
        assertThat(CompiledMatch.of(Optional.of(new TextMatch.Regex("(\\d{1,3}\\.){3}\\d{1,3}", true)))
                        .pattern())
                .isPresent();
    }
}
