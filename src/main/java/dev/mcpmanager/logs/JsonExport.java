package dev.mcpmanager.logs;

import dev.mcpmanager.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;

/** Lines as JSON; stateless. */
final class JsonExport {

    /** An export that was cut off must not look whole. */
    private static final ObjectWriter WRITER = Json.STRICT
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .withRootValueSeparator("");

    private JsonExport() {}

    static void array(Iterator<LogLine> lines, OutputStream out) throws IOException {
        try (JsonGenerator json = WRITER.createGenerator(out)) {
            json.writeStartArray();
            while (lines.hasNext()) {
                json.writeRaw('\n');
                write(lines.next(), json);
                json.writeRaw('\n');
            }
            json.writeEndArray();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    static void objects(Iterator<LogLine> lines, OutputStream out) throws IOException {
        try (JsonGenerator json = WRITER.createGenerator(out)) {
            while (lines.hasNext()) {
                write(lines.next(), json);
                json.writeRaw('\n');
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void write(LogLine line, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("serverId", line.serverId());
        json.writeNumberProperty("sequence", line.sequence());
        json.writeNumberProperty("run", line.run());
        json.writeStringProperty("timestamp", TextExport.timestamp(line));
        json.writeStringProperty("level", line.level().text());
        json.writeStringProperty("source", line.source().text());
        json.writeStringProperty("message", line.message());
        json.writeEndObject();
    }
}
