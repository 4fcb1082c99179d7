package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;

import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.Job;

/// How one kind of picture is drawn of both models, with what can be chosen about it. Lives on the UI thread.
interface BesideDrawing {
    /// What a choice changes.
    Observable[] choices();

    /// What is chosen; pictures of equal choices are equal.
    Object chosen();

    /// Hears whether anybody looks at it, and again when it is wanted anew: time to find out what it has to know before it
    /// can be drawn.
    default void setLooked(boolean looked) {
        // Most know all by themselves.
    }

    /// Why it cannot be drawn of these two, or not yet; empty where it can.
    Optional<PaneState> refusal(ComparedSides of);

    /// Draws it as it is chosen now; asked off the UI thread.
    Supplier<Job<BesidePictures>> job(ComparedSides of);
}
