package org.sextant.app.shell;

import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RunResult;

/// What can be selected in a run.
final class SelectionRange {
    private SelectionRange() {}

    /// Why something cannot be selected; empty where it can.
    static Optional<UnattendedException> refusal(Selection selection, Workspace workspace) {
        if (selection.equals(Selection.NONE)) {
            return Optional.empty();
        }
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<RunResult> run = workspace.runProperty().get();
        if (model.isEmpty() || run.isEmpty()) {
            return Optional.of(new UnattendedException("nothing has run that could be selected in", "at --select",
                    "add MODEL and --prompt or --ids"));
        }
        return outside("token", selection.token(), run.get().tokens().size())
                .or(() -> outside("layer", selection.layer(), model.get().card().layers()))
                .or(() -> outside("head", selection.head(), model.get().card().heads()))
                .or(() -> noExpert(selection, model.get().card()));
    }

    private static Optional<UnattendedException> noExpert(Selection selection, ModelCard card) {
        if (selection.expert().isEmpty()) {
            return Optional.empty();
        }
        int layer = selection.layer().orElseThrow();
        Optional<ModelCard.Experts> experts = card.experts();
        if (experts.filter(there -> there.layers().contains(layer)).isEmpty()) {
            return Optional.of(new UnattendedException("there are no experts in layer " + layer, "at --select",
                    experts.map(there -> "choose one of the layers " + there.layers())
                            .orElse("choose a head, or open a mixture of experts")));
        }
        return outside("expert", selection.expert(), experts.orElseThrow().count());
    }

    private static Optional<UnattendedException> outside(String kind, OptionalInt chosen, int count) {
        return chosen.isEmpty() || (chosen.getAsInt() >= 0 && chosen.getAsInt() < count)
                ? Optional.empty()
                : Optional.of(new UnattendedException("there is no " + kind + " " + chosen.getAsInt(),
                        "at --select; there are " + count + ", counted from 0", "choose 0 to " + (count - 1)));
    }
}
