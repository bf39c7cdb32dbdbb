package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Takes server-sent events apart (HTML Standard, 9.2.6, Interpreting an event stream) and hands on the data of each. For
 * one thread. Holds what came since the last event's end, without a bound of its own.
 */
final class EventStream {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Consumer<byte[]> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean afterCarriageReturn;
    private boolean first = true;

    EventStream(Consumer<byte[]> events) {
        this.events = events;
    }

    void received(byte[] bytes) {
        for (byte each : bytes) {
            boolean endedBefore = each == '\n' && afterCarriageReturn;
            afterCarriageReturn = each == '\r';
            if (each != '\r' && each != '\n') {
                line.write(each);
            } else if (!endedBefore) {
                endLine(line.toString(UTF_8));
                line.reset();
            }
        }
    }

    private void endLine(String text) {
        String clean = first && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        first = false;
        if (clean.isEmpty()) {
            endEvent();
            return;
        }
        int colon = clean.indexOf(':');
        String field = colon < 0 ? clean : clean.substring(0, colon);
        if (field.equals("data")) {
            String value = colon < 0 ? "" : clean.substring(colon + 1);
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
        }
    }

    private void endEvent() {
        if (!data.isEmpty()) {
            events.accept(data.substring(0, data.length() - 1).getBytes(UTF_8));
            data.setLength(0);
        }
    }
}
