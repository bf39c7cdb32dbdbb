package dev.mcpmanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogSetupTest {

    @Test
    void aServerCannotForgeALineOfTheLogNorSteerATerminal() {
        assertThat(line("ready as x\n2026-01-01T00:00:00Z ERROR Fake - \u001b[31m\u009b1m"))
                .endsWith("INFO  LogSetupTest - ready as x 2026-01-01T00:00:00Z ERROR Fake -  [31m 1m\n")
                .containsOnlyOnce("\n");
    }

    private static String line(String message) {
        var context = new LoggerContext();
        new LogSetup().configure(context);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        Logger logger = context.getLogger(LogSetupTest.class);
        var event = new LoggingEvent(LogSetupTest.class.getName(), logger, Level.INFO, message, null, null);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
