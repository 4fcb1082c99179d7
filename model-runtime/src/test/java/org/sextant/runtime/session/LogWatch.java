package org.sextant.runtime.session;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/// Holds back what a class logs, so that a test can look at it and the console stays quiet.
final class LogWatch implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private LogWatch(Logger logger) {
        this.logger = logger;
    }

    static LogWatch of(Class<?> source) {
        LogWatch watch = new LogWatch((Logger) LoggerFactory.getLogger(source));
        watch.logger.setAdditive(false);
        watch.logger.setLevel(Level.ERROR);
        watch.events.start();
        watch.logger.addAppender(watch.events);
        return watch;
    }

    List<ILoggingEvent> errors() {
        return events.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR)).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        logger.setLevel(null);
        logger.setAdditive(true);
    }
}
