package org.sextant.app.steering;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.PointsFigure;

/// What was made, in the pane that suits it.
final class VectorPanes extends StackPane {
    private final VectorsViewModel model;
    private final DerivedPane derived;
    private final LearntPane learnt;
    private final PlainPane plain;
    private final RefusalPane refusal;

    /// A picture that a pane shows.
    record Picture(String title, Supplier<Optional<PointsFigure>> figure) {}

    /// @param pixels where charts become pixels
    VectorPanes(VectorsViewModel model, Executor pixels) {
        this.model = model;
        derived = new DerivedPane(model, pixels);
        learnt = new LearntPane(model, pixels);
        plain = new PlainPane(model, pixels);
        refusal = new RefusalPane(model);
        setAlignment(Pos.TOP_LEFT);
        // Of all that are laid over each other the widest would push the others out at the left.
        for (Region pane : List.of(derived, learnt, plain, refusal)) {
            pane.setMinWidth(0);
            getChildren().add(pane);
        }
        model.madeProperty().subscribe(made -> {
            Node shown = made.map(this::pane).orElse(derived);
            getChildren().forEach(pane -> pane.setVisible(pane.equals(shown)));
        });
    }

    private Node pane(MadeVector made) {
        return switch (made) {
            case MadeVector.Derived _ -> derived;
            case MadeVector.Learnt _ -> learnt;
            case MadeVector.Plain _ -> plain;
            case MadeVector.Refusal _ -> refusal;
        };
    }

    /// The first is the main one.
    List<Picture> pictures() {
        return List.of(new Picture("Layers", this::layersFigure),
                new Picture("Projections or coefficients", this::besideFigure));
    }

    private Optional<PointsFigure> layersFigure() {
        return model.madeProperty().get().flatMap(made -> switch (made) {
            case MadeVector.Derived _ -> derived.layersFigure();
            case MadeVector.Learnt _ -> learnt.layersFigure();
            case MadeVector.Plain _ -> plain.figure();
            case MadeVector.Refusal _ -> Optional.empty();
        });
    }

    private Optional<PointsFigure> besideFigure() {
        return model.madeProperty().get().flatMap(made -> switch (made) {
            case MadeVector.Derived _ -> derived.projectionsFigure();
            case MadeVector.Learnt _ -> learnt.coefficientsFigure();
            case MadeVector.Plain _,MadeVector.Refusal _ -> Optional.empty();
        });
    }

    /// What the pane shows as data.
    Optional<DataTable> table() {
        return model.madeProperty().get().map(made -> switch (made) {
            case MadeVector.Derived one -> VectorFigures.table(one.derived());
            case MadeVector.Learnt one -> LearntFigures.table(one);
            case MadeVector.Plain one -> PlainFigures.table(one);
            case MadeVector.Refusal one -> RefusalPane.table(one.found());
        });
    }
}
