package dev.mcpmanager.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.RawJson;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnheardTest {
    private final Unheard unheard = new Unheard();

    @Test
    void theLatestAreKeptInOrder() {
        IntStream.range(0, Unheard.MAX_COUNT + 2).forEach(i -> unheard.add(notification("n" + i, "{}")));

        assertThat(unheard.take())
                .hasSize(Unheard.MAX_COUNT)
                .extracting(Notification::method)
                .startsWith("n2", "n3")
                .endsWith("n" + (Unheard.MAX_COUNT + 1));
        assertThat(unheard.take()).isEmpty();
    }

    @Test
    void noMoreBytesAreKeptThanAllowed() {
        String half = "x".repeat(Unheard.MAX_BYTES / 2);
        unheard.add(notification("first", half));
        unheard.add(notification("second", "{}"));
        unheard.add(notification("third", half));
        assertThat(unheard.take()).extracting(Notification::method).containsExactly("second", "third");

        unheard.add(notification("too large", half + half));
        assertThat(unheard.take()).isEmpty();
    }

    private static Notification notification(String method, String params) {
        return new Notification(method, Optional.of(RawJson.text(params)));
    }
}
