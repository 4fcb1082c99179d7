package org.sextant.assets.evaluate;

import java.util.function.Consumer;

import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Update;

/// Measures an open model on tasks with right answers.
@FunctionalInterface
public interface ModelEvaluation {
    /// Runs every task.
    ///
    /// @param progress hears how far it is, from the calling thread
    /// @throws org.sextant.runtime.SextantException if the model cannot be given these tasks
    EvaluationReport of(OpenModel model, Consumer<Update.Progress> progress);
}
