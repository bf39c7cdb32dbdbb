package dev.mcpmanager.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/** How lines are exported. Stateless; whatever the number of lines, memory is constant. */
public enum LogFormat {
    /** One JSON array. */
    JSON("application/json"),
    /** A JSON object a line. */
    NDJSON("application/x-ndjson"),
    /** RFC 4180, with a header; nothing that a spreadsheet would take for a formula. */
    CSV("text/csv; charset=utf-8; header=present"),
    TXT("text/plain; charset=utf-8");

    private final String mediaType;

    LogFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As written in a query, and as a file name's extension: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format whose {@link #text} this is. */
    public static Optional<LogFormat> parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst();
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * Writes lines in the order in which they come; flushes {@code out} and leaves it open.
     *
     * @throws IOException if {@code out} does; what was written then is no whole document
     */
    public void write(Iterator<LogLine> lines, OutputStream out) throws IOException {
        switch (this) {
            case JSON -> JsonExport.array(lines, out);
            case NDJSON -> JsonExport.objects(lines, out);
            case CSV -> TextExport.csv(lines, out);
            case TXT -> TextExport.txt(lines, out);
        }
    }
}
