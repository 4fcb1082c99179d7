package org.sextant.app.view;

import java.util.List;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.steering.SteeringRow;

/// What the window hands to each view.
///
/// @param workspace what the person works on
/// @param tasks the only way to background work: the window counts on it to know when a view is at rest
/// @param errors where failures go that a view cannot show in place
/// @param sliders where a view puts what it found to steer with
/// @param steering what the sliders amount to
/// @param demos what a view may offer to open where the open model has nothing for it
/// @param comparing how a second model comes beside the open one
public record ViewContext(Workspace workspace, TaskExecutor tasks, ErrorFunnel errors, Sliders sliders,
        Steering steering, Demos demos, Comparing comparing) {
    /// Where no second model can be opened.
    public ViewContext(Workspace workspace, TaskExecutor tasks, ErrorFunnel errors, Sliders sliders,
            Steering steering, Demos demos) {
        this(workspace, tasks, errors, sliders, steering, demos, Comparing.none());
    }

    /// Where there are no demo models.
    public ViewContext(Workspace workspace, TaskExecutor tasks, ErrorFunnel errors, Sliders sliders,
            Steering steering) {
        this(workspace, tasks, errors, sliders, steering, Demos.NONE);
    }

    /// Where nothing is steered.
    public ViewContext(Workspace workspace, TaskExecutor tasks, ErrorFunnel errors, Sliders sliders) {
        this(workspace, tasks, errors, sliders, Steering.none());
    }

    /// The demo models, as views see them.
    public interface Demos {
        /// None at hand.
        Demos NONE = new Demos() {
            @Override
            public List<String> withExperts() {
                return List.of();
            }

            @Override
            public void open(String address) {
                throw new IllegalArgumentException("no demo model " + address);
            }
        };

        /// The addresses of those that are mixtures of experts, as far as it is known by now.
        List<String> withExperts();

        /// Opens one and runs what is typed, or its first prompt.
        void open(String address);
    }

    /// The slider board, as views see it.
    @FunctionalInterface
    public interface Sliders {
        /// Puts a row on the board, in a colour that is free; it can be taken back.
        ///
        /// @param reach how far its slider goes to either side, at the least
        void add(SteeringRow row, double reach);
    }
}
