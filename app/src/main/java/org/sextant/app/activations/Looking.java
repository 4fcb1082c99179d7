package org.sextant.app.activations;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;

/// What the pictures look at: an open model and its last run.
///
/// @param model the model
/// @param run its run
record Looking(OpenModel model, RunResult run) {
    static Optional<Looking> at(Workspace workspace) {
        return workspace.modelProperty().get()
                .flatMap(model -> workspace.runProperty().get().map(run -> new Looking(model, run)));
    }

    /// Why there is nothing to look at.
    static PaneState.Empty reason(Workspace workspace) {
        return workspace.modelProperty().get().isEmpty() ? PaneState.NOTHING_OPEN : PaneState.NOTHING_RUN;
    }

    ModelCard card() {
        return model.card();
    }

    List<Token> tokens() {
        return run.tokens();
    }

    /// The run's prompt, exactly as it went in: its ids, so that no tokenizer reads it a second time.
    Prompt prompt() {
        return new Prompt.Ids(run.provenance().ids());
    }

    /// How to get an answer again, with the prompt as the person gave it to the run.
    Provenance asGiven(Provenance answer) {
        return answer.withPrompt(run.provenance().prompt());
    }

    /// The selected block if this model has it, else its last.
    int layer(Selection selection) {
        int last = card().layers() - 1;
        return Math.min(selection.layer().orElse(last), last);
    }

    /// The selected position if the prompt has it.
    OptionalInt token(Selection selection) {
        return TokenLabels.within(tokens(), selection.token());
    }

    /// The kind of the selected site if it is a kind of vector that this model has.
    Optional<SiteChoice> choice(Selection selection) {
        return Optional.of(SiteChoice.of(selection.site())).filter(SiteChoice.vectorsOf(card())::contains);
    }

    /// The same selection in another block: layer and site go together.
    static Selection atLayer(Selection selection, int layer) {
        return selection.withLayer(layer).withSite(SiteName.parse(selection.site()).atLayer(layer).name());
    }
}
