package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.Sentence;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.PositionDifference.Candidate;

/// Which models stand side by side, what the pictures of both say at the selected cell, and what both expect after the
/// selected token.
final class CompareInspector extends VBox {
    private final CompareViewModel model;
    private final Label sides = label();
    private final Label cell = label();
    private final Label position = label();
    private final CopyTable<Candidate> candidates = CandidateTable.brief("compare-inspected");

    CompareInspector(CompareViewModel model) {
        this.model = model;
        setId("compare-inspector");
        getStyleClass().add("compare-inspector");
        cell.setId("compare-cell");
        cell.getStyleClass().add("tabular");
        cell.managedProperty().bind(cell.textProperty().isNotEmpty());
        position.getStyleClass().add("muted");
        getChildren().setAll(sides, cell, position, candidates);
        model.sidesProperty().subscribe(_ -> update());
        model.prompt().pictureProperty().subscribe(_ -> update());
        model.prompt().selectedProperty().subscribe(_ -> update());
        model.kindProperty().subscribe(_ -> updateCell());
        model.beside().picturesProperty().subscribe(_ -> updateCell());
        model.workspace().selectionProperty().subscribe(_ -> updateCell());
    }

    private static Label label() {
        var label = new Label();
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void updateCell() {
        cell.setText(
                model.beside().picturesProperty().get().filter(_ -> model.kindProperty().get() == PairKind.PICTURES)
                        .flatMap(shown -> shown.words(model.workspace().selection())).orElse(""));
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
