package dev.mcpmanager.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of HTTP answers, by length and in chunks. */
class BodiesTest {

    @Test
    void chunksAreJoinedAndWhatFollowsStaysUnread() throws IOException {
        InputStream in = stream("5\r\nhello\r\nA;name=x\r\n, world!!\n\r\n0\r\n\r\nnext");

        assertThat(new ChunkedBody(in).readAllBytes()).asString().isEqualTo("hello, world!!\n");
        assertThat(in.readAllBytes()).asString().isEqualTo("\r\nnext");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhel", "x\r\n", "-1\r\n", "5", "", "FFFFFFFFFFFFFFFFFF\r\nx"})
    void brokenChunksAreAnError(String text) {
        assertThatThrownBy(() -> new ChunkedBody(stream(text)).readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aSizedBodyEndsWhereItSays() throws IOException {
        InputStream in = stream("hello, world");

        assertThat(new SizedBody(in, 5).readAllBytes()).asString().isEqualTo("hello");
        assertThat(in.readAllBytes()).asString().isEqualTo(", world");
        assertThatThrownBy(() -> new SizedBody(stream("hel"), 5).readAllBytes()).isInstanceOf(IOException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
