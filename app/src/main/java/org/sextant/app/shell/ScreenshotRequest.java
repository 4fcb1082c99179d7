package org.sextant.app.shell;

import java.util.Optional;

import org.sextant.app.state.Selection;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.steering.SteeringSet;

/// A picture of the window, taken without a display.
///
/// @param model what to open first; empty shows the window with nothing open
/// @param view the view to show, by its short name, or one of its pictures, `activations.lens`; empty shows the first
/// @param prompt what to run
/// @param selection what to select
/// @param sliders what the model is changed by
/// @param aspect how the view shows what the sliders do; empty as it begins
/// @param compared what to compare the model with, as [SecondModel#choose] takes it
/// @param theme light or dark
/// @param width in pixels
/// @param height in pixels
public record ScreenshotRequest(
        Optional<OpenRequest> model,
        Optional<String> view,
        Optional<Prompt> prompt,
        Selection selection,
        SteeringSet sliders,
        Optional<String> aspect,
        Optional<String> compared,
        ThemeChoice theme,
        int width,
        int height) {
    /// Of one model, where the view shows the sliders as it begins to.
    public ScreenshotRequest(Optional<OpenRequest> model, Optional<String> view, Optional<Prompt> prompt,
            Selection selection, SteeringSet sliders, ThemeChoice theme, int width, int height) {
        this(model, view, prompt, selection, sliders, Optional.empty(), Optional.empty(), theme, width, height);
    }
}
