package org.sextant.assets.evaluate;

import java.util.function.Consumer;

import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Update;

/// The task table of the demo models.
public final class Evaluation implements ModelEvaluation {
    /// @throws EvaluationException if there are no tasks for this model
    @Override
    public EvaluationReport of(OpenModel model, Consumer<Update.Progress> progress) {
        throw new EvaluationException("there are no tasks for this model", model.card().name(),
                "choose a demo model whose tasks are bundled");
    }
}
