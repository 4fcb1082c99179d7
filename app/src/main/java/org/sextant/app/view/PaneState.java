package org.sextant.app.view;

import org.sextant.app.task.RunningTask;

/// What a pane has to say. The picture beneath it stays: dimmed while a new one is computed.
public sealed interface PaneState {
    Empty NOTHING_OPEN = new Empty("No model is open", "Open a model folder (Ctrl+O).");
    Empty NOTHING_RUN = new Empty("Nothing has run yet", "Type a prompt and run it (Ctrl+Enter).");
    Empty NOTHING_SELECTED = new Empty("Nothing is selected",
            "Click a cell or a token to see its vector, its largest dimensions and what it would predict.");

    /// There is nothing to show yet.
    ///
    /// @param what what is missing
    /// @param remedy what the person can do
    record Empty(String what, String remedy) implements PaneState {}

    /// The model is at work; its progress and a way to cancel.
    record Computing(RunningTask task) implements PaneState {}

    /// The picture is what was asked for.
    record Result() implements PaneState {}

    /// It cannot be shown.
    ///
    /// @param what what is wrong
    /// @param where a site, a position; may be empty
    /// @param remedy what would help
    record Cannot(String what, String where, String remedy) implements PaneState {}

    /// The person cancelled it.
    record Cancelled() implements PaneState {}
}
