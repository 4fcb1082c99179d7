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

    /// Why it cannot be drawn of these two; empty where it can.
    Optional<PaneState> refusal(ComparedSides of);

    /// Draws it as it is chosen now; asked off the UI thread.
    Supplier<Job<BesidePictures>> job(ComparedSides of);
}
