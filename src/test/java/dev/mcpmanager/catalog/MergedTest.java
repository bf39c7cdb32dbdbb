package dev.mcpmanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MergedTest {

    private static Merged of(int count, String name) {
        List<RawJson> items = IntStream.range(0, count)
                .mapToObj(number -> RawJson.object(Map.of("name", RawJson.text(name + number))))
                .toList();
        return new Merged(ListKind.TOOLS, items, Map.of());
    }

    private static Optional<JsonNode> page(Merged list, String cursor) {
        return list.page(Optional.of(cursor).filter(text -> !text.isEmpty()))
                .map(page -> page.legacy().tree());
    }

    @Test
    void aListWithoutItemsIsOnePage() {
        assertThat(page(of(0, "a"), "").orElseThrow()).hasToString("{\"tools\":[]}");
    }

    @Test
    void pagesTogetherAreTheList() {
        Merged list = of(Merged.MAX_ITEMS * 2 + 1, "a");
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page(list, cursor).orElseThrow();
            assertThat(page.path("tools")).hasSizeBetween(1, Merged.MAX_ITEMS);
            page.path("tools").forEach(tool -> names.add(tool.path("name").asString()));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(names)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, Merged.MAX_ITEMS * 2)
                        .mapToObj(number -> "a" + number)
                        .toList());
    }

    @Test
    void aCursorGoesOnInTheSameContentAlone() {
        String cursor = page(of(Merged.MAX_ITEMS + 1, "a"), "")
                .orElseThrow()
                .path("nextCursor")
                .asString();
        assertThat(page(of(Merged.MAX_ITEMS + 1, "a"), cursor)).isPresent();
        assertThat(page(of(Merged.MAX_ITEMS + 1, "b"), cursor)).isEmpty();
        assertThat(page(of(Merged.MAX_ITEMS + 2, "a"), cursor)).isEmpty();
        assertThat(page(of(Merged.MAX_ITEMS + 1, "a"), "nonsense")).isEmpty();
    }

    @Test
    void aModernResultSaysWhatItMust() {
        JsonNode page = of(1, "a").page(Optional.empty()).orElseThrow().modern().tree();
        assertThat(page.path("resultType").asString()).isEqualTo("complete");
        assertThat(page.path("ttlMs").asInt(-1)).isZero();
        assertThat(page.path("cacheScope").asString()).isEqualTo("private");
    }
}
