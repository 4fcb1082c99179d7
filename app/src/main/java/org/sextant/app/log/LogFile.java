package org.sextant.app.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;

/// Sends the log to a file in the person's own state folder, never to standard error. Where that folder cannot be
/// written the program goes on without a log. A `logback.xml` on the class path wins over this.
@ConfiguratorRank(ConfiguratorRank.NOMINAL)
public final class LogFile extends ContextAwareBase implements Configurator {
    private static final String NAME = "sextant.log";

    /// Where the log of this person stands, whether or not there is one.
    public static Path path() {
        return folder(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv())
                .resolve(NAME);
    }

    static Path folder(String system, Path home, Map<String, String> environment) {
        if (system.startsWith("Windows")) {
            return named(environment, "LOCALAPPDATA").orElse(home.resolve("AppData/Local")).resolve("Sextant");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Logs/Sextant");
        }
        return named(environment, "XDG_STATE_HOME").orElse(home.resolve(".local/state")).resolve("sextant");
    }

    private static Optional<Path> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Path file = path();
        if (isWritable(file)) {
            root.setLevel(Level.INFO);
            root.addAppender(appender(context, file));
        } else {
            root.setLevel(Level.OFF);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isWritable(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.isWritable(Files.exists(file) ? file : file.getParent());
        } catch (IOException e) {
            return false;
        }
    }

    private static RollingFileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());

        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{36} - %msg%n");
        encoder.start();
        appender.setEncoder(encoder);

        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(2);
        rolling.start();
        appender.setRollingPolicy(rolling);

        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(2 * FileSize.MB_COEFFICIENT));
        trigger.start();
        appender.setTriggeringPolicy(trigger);
        appender.start();
        return appender;
    }
}
