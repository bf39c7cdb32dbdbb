package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One message as one line of UTF-8, with no line break within and one at its end; a large value in it stays where it was,
 * as copies of many such in flight cost more than all else. Immutable and thread-safe.
 */
public final class EncodedMessage {
    /** Of no bytes, for an answer without a message. */
    public static final EncodedMessage NOTHING = new EncodedMessage(new byte[0], Optional.empty());

    /** From this on a value is not copied, in bytes. */
    private static final int LARGE = 16 * 1024;

    private static final byte[] TAIL = {'}', '\n'};

    /** Up to the value, or all. */
    private final byte[] head;
    /** Which {@link #TAIL} follows. */
    private final Optional<RawJson> value;

    private EncodedMessage(byte[] head, Optional<RawJson> value) {
        this.head = head;
        this.value = value;
    }

    /** A message that ends with this value. */
    static EncodedMessage of(String head, RawJson value) {
        byte[] start = head.getBytes(UTF_8);
        if (value.length() >= LARGE && !value.hasLineBreaks()) {
            return new EncodedMessage(start, Optional.of(value));
        }
        byte[] line = new byte[start.length + value.length() + TAIL.length];
        System.arraycopy(start, 0, line, 0, start.length);
        value.copyTo(line, start.length);
        System.arraycopy(TAIL, 0, line, line.length - TAIL.length, TAIL.length);
        return new EncodedMessage(line, Optional.empty());
    }

    static EncodedMessage of(String line) {
        return new EncodedMessage(line.getBytes(UTF_8), Optional.empty());
    }

    /** In bytes. */
    public int length() {
        return head.length + value.map(large -> large.length() + TAIL.length).orElse(0);
    }

    /** The bytes, in one buffer or more; nobody may change them. */
    public List<ByteBuffer> buffers() {
        return value.map(large -> List.of(ByteBuffer.wrap(head), large.buffer(), ByteBuffer.wrap(TAIL)))
                .orElseGet(() -> List.of(ByteBuffer.wrap(head)));
    }

    /** A copy of the bytes between others, as in an event. */
    public byte[] between(byte[] before, byte[] after) {
        var all = ByteBuffer.allocate(before.length + length() + after.length).put(before);
        buffers().forEach(all::put);
        return all.put(after).array();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return between(new byte[0], new byte[0]);
    }

    void writeTo(OutputStream out) throws IOException {
        for (ByteBuffer part : buffers()) {
            out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
        }
    }
}
