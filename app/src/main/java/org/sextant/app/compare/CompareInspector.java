package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.Sentence;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.PositionDifference.Candidate;

/// Which models stand side by side, and what both expect after the selected token.
final class CompareInspector extends VBox {
    private final CompareViewModel model;
    private final Label sides = label();
    private final Label position = label();
    private final CopyTable<Candidate> candidates = CandidateTable.brief("compare-inspected");

    CompareInspector(CompareViewModel model) {
        this.model = model;
        setId("compare-inspector");
        getStyleClass().add("compare-inspector");
        position.getStyleClass().add("muted");
        getChildren().setAll(sides, position, candidates);
        model.sidesProperty().subscribe(_ -> update());
        model.prompt().pictureProperty().subscribe(_ -> update());
        model.prompt().selectedProperty().subscribe(_ -> update());
    }

    private static Label label() {
        var label = new Label();
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void update() {
        Optional<PromptPicture> picture = model.prompt().pictureProperty().get();
        Optional<PositionDifference> selected = model.prompt().selectedProperty().get();
        sides.setText(model.sidesProperty().get().map(now -> "A  " + now.nameA() + "\nB  " + now.nameB())
                .orElse("Nothing is compared."));
        position.setText(picture.isEmpty()
                ? ""
                : selected.map(here -> Sentence.of(picture.get().words(here)))
                        .orElse("Click a token to see what both expect next."));
        candidates.show(selected.map(PositionDifference::candidates).orElse(List.of()));
        candidates.setVisible(selected.isPresent());
        candidates.setManaged(selected.isPresent());
    }
}
