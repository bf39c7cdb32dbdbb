package dev.mcpmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawObjectTest {
    private static final List<String> NAMES = List.of("a", "b");

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}"})
    void whatIsNoObjectOrRepeatsWhatIsLookedForIsNone(String text) {
        assertThat(RawObject.of(json(text), NAMES)).isEmpty();
    }

    @Test
    void whatIsNotLookedForMayBeRepeated() {
        assertThat(RawObject.of(json("{\"x\":1,\"x\":2,\"a\":{\"a\":3}}"), NAMES)
                        .flatMap(object -> object.get("a")))
                .contains(json("{\"a\":3}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{\"a\":7}",
                " { } |{\"a\":7 }",
                "{\"a\":1}|{\"a\":7}",
                "{\"x\" : 1 , \"a\" : [1] , \"y\":2}|{\"x\" : 1 , \"a\" : 7 , \"y\":2}",
                "{\"x\":{\"a\":1}}|{\"a\":7,\"x\":{\"a\":1}}",
                "{\"\\u0061\":1}|{\"\\u0061\":7}"
            })
    void aChangeLeavesAllElseAsItWas(String before, String after) {
        RawObject object = RawObject.of(json(before), NAMES).orElseThrow();
        assertThat(object.with(Map.of("a", RawJson.number(7)))).isEqualTo(json(after));
    }

    @Test
    void severalMembersChangeAtOnceInAnyOrder() {
        RawObject object = RawObject.of(json("{\"b\":1,\"c\":2,\"a\":3}"), List.of("a", "b", "d"))
                .orElseThrow();
        Map<String, RawJson> changes = new LinkedHashMap<>();
        changes.put("a", json("\"A\""));
        changes.put("d", json("\"D\""));
        changes.put("b", json("\"B\""));
        assertThat(object.with(changes)).isEqualTo(json("{\"d\":\"D\",\"b\":\"B\",\"c\":2,\"a\":\"A\"}"));
    }

    @Test
    void anObjectIsMadeOfMembersWhateverTheirNames() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("a\"\n", json("1"));
        members.put("b", json("[2]"));
        assertThat(RawJson.object(members)).isEqualTo(json("{\"a\\\"\\n\":1,\"b\":[2]}"));
        assertThat(RawJson.object(Map.of())).isEqualTo(RawJson.EMPTY_OBJECT);
    }

    @Test
    void membersAreToldAsTheyCome() {
        var told = new StringBuilder();
        json(" {\"a\" : 1, \"a\":[2] }")
                .members((name, value) -> told.append(name).append(value.length()));
        json("[1]").members((name, _) -> told.append(name));
        assertThat(told).hasToString("a1a3");
    }

    private static RawJson json(String text) {
        return RawJson.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
