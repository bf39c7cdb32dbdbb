package dev.mcpmanager.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;

/** Lines as CSV and as plain text; stateless. */
final class TextExport {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What makes a spreadsheet take a field for a formula, also in the full-width forms that some of them accept. */
    private static final String FORMULA = "=+-@\t\r＝＋－＠";

    private TextExport() {}

    /** Writes {@code timestamp,level,source,message,serverId,run,sequence}. */
    static void csv(Iterator<LogLine> lines, OutputStream out) throws IOException {
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        csv.write("timestamp,level,source,message,serverId,run,sequence\r\n");
        while (lines.hasNext()) {
            LogLine line = lines.next();
            csv.write(timestamp(line) + "," + line.level().text() + ","
                    + line.source().text() + ",");
            csv.write(field(line.message()) + "," + field(line.serverId()) + "," + line.run() + "," + line.sequence());
            csv.write("\r\n");
        }
        csv.flush();
    }

    private static String field(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    /** Writes {@code [timestamp] LEVEL (source): message}. */
    static void txt(Iterator<LogLine> lines, OutputStream out) throws IOException {
        Writer txt = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        while (lines.hasNext()) {
            LogLine line = lines.next();
            String level = line.level().text().toUpperCase(Locale.ROOT);
            txt.write(
                    "[" + timestamp(line) + "] " + level + " (" + line.source().text() + "): " + line.message() + "\n");
        }
        txt.flush();
    }

    static String timestamp(LogLine line) {
        return MILLISECONDS.format(line.at());
    }
}
