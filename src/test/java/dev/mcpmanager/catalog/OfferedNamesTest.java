package dev.mcpmanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferedNamesTest {

    @ParameterizedTest
    @CsvSource({
        "files, read, files__read",
        "my-files, read_file, my-files__read_file",
        "a, b__c, a__b__c",
        "a, _, a___",
        "a, A-1_z, a__A-1_z",
    })
    void aNameThatAllClientsTakeIsReadable(String server, String tool, String offered) {
        assertThat(OfferedNames.of(server, tool)).isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource({
        "files, read.all",
        "files, 'größer'",
        "files, 'a b/c'",
        "files, aVeryLongNameOfAToolThatHasMoreCharactersThanMostClientsTakeFromAServer",
        "a-server-whose-name-is-as-long-as-the-name-of-a-server-can-be-63, read",
        "files, looks_0123456789abcdef",
    })
    void anyOtherNameBecomesOneThatAllClientsTake(String server, String tool) {
        assertThat(OfferedNames.of(server, tool))
                .matches("[A-Za-z0-9_-]{1,64}")
                .startsWith(server.substring(0, Math.min(server.length(), 47)))
                .matches(".*_[0-9a-f]{16}");
    }

    @Test
    void aNameIsTheSameEachTime() {
        assertThat(OfferedNames.of("files", "read.all")).isEqualTo("files__read_all_712119ff66a22bf5");
    }

    @Test
    void noTwoHaveTheSame() {
        String longest = "a".repeat(62);
        List<String> servers = List.of("a", "a-", "b", longest, longest + "b", longest + "c");
        List<String> tools =
                List.of("t", "_t", "__t", "b__t", "t.t", "t t", "t_t", "t/t", "T", "x".repeat(100), "x".repeat(101));
        Stream<String> plain =
                servers.stream().flatMap(server -> tools.stream().map(tool -> OfferedNames.of(server, tool)));
        Set<String> once = plain.collect(Collectors.toSet());
        // as a server would call its tool to have the name of another's
        Stream<String> mimics = once.stream()
                .filter(name -> name.startsWith("a__"))
                .map(name -> OfferedNames.of("a", name.substring("a__".length())))
                .filter(name -> !once.contains(name));
        assertThat(once).hasSize(servers.size() * tools.size());
        assertThat(mimics).doesNotHaveDuplicates();
    }
}
