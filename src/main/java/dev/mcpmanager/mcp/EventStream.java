package dev.mcpmanager.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Takes server-sent events apart (HTML Standard, 9.2.6, Interpreting an event stream) and hands on each as soon as it has
 * ended. For one thread. Of what came since the last event's end, no more than a bound is held.
 */
final class EventStream {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String MESSAGE = "message";
    private static final int LONGEST_FIELD = "retry".length();

    /** Receives what is in the stream, in order. */
    interface Events {

        /**
         * An event.
         *
         * @param type {@code message} unless the event says otherwise
         * @param data not empty, and nobody else has it
         */
        void event(String type, byte[] data);

        /** With this the stream can go on where it broke off; empty to say that it cannot. */
        void id(String lastEventId);

        /** How long to wait before the stream is opened again. */
        void retry(long millis);
    }

    private final int maxBytes;
    private final Events events;
    /** What came of a line that has not ended. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private String type = MESSAGE;
    private boolean hasData;
    private boolean afterReturn;
    private boolean first = true;

    EventStream(int maxBytes, Events events) {
        this.maxBytes = maxBytes;
        this.events = events;
    }

    /** False if an event is longer than the bound: then nothing more can be read. */
    boolean received(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (afterReturn && bytes[at] == '\n') {
                at++;
            }
            int end = LineBreaks.next(bytes, at, bytes.length);
            if (line.size() + data.size() + (end - at) > maxBytes) {
                return false;
            }
            afterReturn = end < bytes.length && bytes[end] == '\r';
            if (end == bytes.length) {
                line.write(bytes, at, end - at);
            } else if (line.size() > 0) {
                line.write(bytes, at, end - at);
                byte[] whole = line.toByteArray();
                line.reset();
                endLine(whole, 0, whole.length);
            } else {
                endLine(bytes, at, end);
            }
            at = end + 1;
        }
        return true;
    }

    private void endLine(byte[] bytes, int begin, int to) {
        int from = begin;
        if (first) {
            first = false;
            byte[] mark = BYTE_ORDER_MARK.getBytes(UTF_8);
            if (to - from >= mark.length && new String(bytes, from, mark.length, UTF_8).equals(BYTE_ORDER_MARK)) {
                from += mark.length;
            }
        }
        if (from == to) {
            endEvent();
            return;
        }
        int colon = from;
        while (colon < to && colon - from <= LONGEST_FIELD && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, to);
        if (value < to && bytes[value] == ' ') {
            value++;
        }
        field(new String(bytes, from, colon - from, UTF_8), bytes, value, to - value);
    }

    private void field(String name, byte[] bytes, int offset, int length) {
        switch (name) {
            case "data" -> {
                if (hasData) {
                    data.write('\n');
                }
                hasData = true;
                data.write(bytes, offset, length);
            }
            case "event" -> type = length == 0 ? MESSAGE : new String(bytes, offset, length, UTF_8);
            case "id" -> events.id(new String(bytes, offset, length, UTF_8));
            case "retry" -> retry(new String(bytes, offset, length, UTF_8));
            default -> {}
        }
    }

    private void retry(String text) {
        try {
            events.retry(Long.parseLong(text));
        } catch (NumberFormatException e) {
            // a field that is not in order is to be ignored
            return;
        }
    }

    private void endEvent() {
        String ended = type;
        hasData = false;
        type = MESSAGE;
        if (data.size() > 0) {
            byte[] event = data.toByteArray();
            data.reset();
            events.event(ended, event);
        }
    }
}
