package org.sextant.app.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.slf4j.LoggerFactory;

/// Takes what the JDK, JavaFX and others log by `java.util.logging` off standard error and into the log.
public final class JdkLog extends Handler {
    private JdkLog() {}

    /// Replaces the handler that writes to standard error.
    public static void intoTheLog() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new JdkLog());
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() < Level.INFO.intValue()) {
            return;
        }
        String name = entry.getLoggerName() == null ? "java" : entry.getLoggerName();
        var event = LoggerFactory.getLogger(name)
                .atLevel(entry.getLevel().intValue() >= Level.WARNING.intValue()
                        ? org.slf4j.event.Level.WARN
                        : org.slf4j.event.Level.INFO);
        event.setCause(entry.getThrown()).log(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
