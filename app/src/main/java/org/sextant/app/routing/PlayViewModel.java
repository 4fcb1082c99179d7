package org.sextant.app.routing;

import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// Goes through the tokens that are shown one by one, at the ticks of whoever has a clock. It stops at the end.
final class PlayViewModel {
    private final TraceViewModel trace;
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");

    PlayViewModel(TraceViewModel trace) {
        this.trace = trace;
        trace.tracedProperty().subscribe(now -> {
            if (now.isEmpty()) {
                playing.set(false);
            }
        });
    }

    ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    /// Plays on, from the beginning where the end was reached; or pauses.
    void toggle() {
        int tokens = tokens();
        if (playing.get() || tokens == 0) {
            playing.set(false);
            return;
        }
        OptionalInt token = trace.token();
        trace.selectToken(token.isPresent() && token.getAsInt() < tokens - 1 ? token.getAsInt() : 0, false);
        playing.set(tokens > 1);
    }

    void stop() {
        playing.set(false);
    }

    /// The next token, while it plays.
    void tick() {
        if (playing.get()) {
            step(1);
            playing.set(trace.token().orElse(0) < tokens() - 1);
        }
    }

    /// Goes to another token, without remembering those that were passed.
    void step(int tokens) {
        if (tokens() > 0) {
            int next = Math.clamp((long) trace.token().orElse(tokens > 0 ? -1 : 1) + tokens, 0, tokens() - 1);
            trace.selectToken(next, true);
        }
    }

    private int tokens() {
        return trace.traced().map(now -> now.picture().result().tokens().size()).orElse(0);
    }
}
