package org.sextant.app.shell;

import javafx.event.Event;
import javafx.event.EventDispatchChain;
import javafx.event.EventDispatcher;

import org.jspecify.annotations.Nullable;
import org.sextant.app.task.UiMeter;

/// Measures what each event costs the UI thread.
final class MeasuringDispatcher implements EventDispatcher {
    private final EventDispatcher dispatcher;
    private final UiMeter meter;

    MeasuringDispatcher(EventDispatcher dispatcher, UiMeter meter) {
        this.dispatcher = dispatcher;
        this.meter = meter;
    }

    @Override
    public @Nullable Event dispatchEvent(Event event, EventDispatchChain tail) {
        Event[] result = new Event[1];
        meter.measure(() -> result[0] = dispatcher.dispatchEvent(event, tail));
        return result[0];
    }
}
