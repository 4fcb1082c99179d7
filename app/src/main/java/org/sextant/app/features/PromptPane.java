package org.sextant.app.features;

import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.chart.ShadedTokens;
import org.sextant.app.state.SelectedFeature;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.Segments;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// The features of a prompt: a table, the tokens coloured by one of them, the strongest token by token, and how far the
/// SAE is off.
final class PromptPane extends SplitPane {
    private static final double TABLE = 0.54;
    private static final int TOKEN_ROWS = 3;

    /// What is drawn beneath the tokens.
    private enum Picture {
        FEATURES("Features", "The strongest features, token by token"), ERROR("Error",
                "How far the SAE is off at each token");

        private final String title;
        private final String description;

        Picture(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    private final FeaturesViewModel model;
    private final PromptViewModel prompt;
    private final Label about = new Label();
    private final ShadedTokens tokens;
    private final HeatmapPane heatmap;
    private final PointsPane errors;
    private int[] rows = new int[0];
    private boolean marking;

    PromptPane(FeaturesViewModel model, TaskExecutor tasks) {
        this.model = model;
        this.prompt = model.prompt();
        Executor pixels = tasks.unseen();
        about.setId("features-about");
        about.getStyleClass().add("muted");
        about.setMinWidth(0);
        tokens = new ShadedTokens("features-tokens", TOKEN_ROWS, prompt::selectToken);
        heatmap = new HeatmapPane(pixels);
        heatmap.setId("features-heatmap");
        heatmap.setMinSize(120, 80);
        heatmap.setOnActivate(_ -> model.kindProperty().set(FeaturesViewModel.Kind.FEATURE));
        heatmap.selectedCellProperty().subscribe(cell -> cell.filter(_ -> !marking).ifPresent(this::select));
        errors = new PointsPane("features-errors", pixels, prompt::selectToken);
        errors.setMinSize(120, 80);
        var picture = new SimpleObjectProperty<>(this, "picture", Picture.FEATURES);
        picture.subscribe(now -> {
            heatmap.setVisible(now == Picture.FEATURES);
            errors.setVisible(now == Picture.ERROR);
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(about, space, new Segments<>("picture-", Picture.class, picture, Picture::title,
                Picture::description));
        head.getStyleClass().add("feature-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var drawn = new StackPane(heatmap, errors);
        VBox.setVgrow(drawn, Priority.ALWAYS);
        var pictures = new VBox(head, tokens, drawn);
        pictures.getStyleClass().add("prompt-pictures");
        pictures.setMinWidth(0);
        getItems().setAll(new FeatureTablePane(model, tasks), pictures);
        setDividerPositions(TABLE);
        prompt.featuresProperty().subscribe(_ -> show());
        model.labels().textsProperty().subscribe(_ -> show());
        prompt.featureProperty().subscribe(_ -> follow());
        prompt.selectionProperty().subscribe(_ -> follow());
    }

    private void select(Cell cell) {
        if (cell.row() < rows.length) {
            prompt.select(rows[cell.row()], cell.column());
        }
    }

    private void show() {
        prompt.featuresProperty().get().ifPresentOrElse(features -> {
            rows = FeatureFigures.rows(features);
            heatmap.show(FeatureFigures.strongest(features, model.labels().textsProperty().get()));
            errors.show(FeatureFigures.errors(features));
        }, () -> {
            rows = new int[0];
            heatmap.clear();
            errors.clear();
        });
        follow();
    }

    private void follow() {
        OptionalInt feature = prompt.featureProperty().get();
        OptionalInt token = prompt.token();
        prompt.featuresProperty().get().ifPresent(features -> {
            int number = feature.orElse(-1);
            about.setText(feature.isEmpty() ? "" : SelectedFeature.words(number, model.labels().of(number))
                    + " by token");
            tokens.show("activation of feature " + number,
                    features.tokens().stream().map(Token::text).map(VisibleText::of).toList(), features.row(number));
        });
        tokens.selectedProperty().set(token);
        errors.selectedProperty().set(token);
        mark(new Mark(row(feature), token));
    }

    private OptionalInt row(OptionalInt feature) {
        for (int row = 0; row < rows.length && feature.isPresent(); row++) {
            if (rows[row] == feature.getAsInt()) {
                return OptionalInt.of(row);
            }
        }
        return OptionalInt.empty();
    }

    private void mark(Mark mark) {
        marking = true;
        heatmap.markProperty().set(mark);
        heatmap.selectedCellProperty()
                .set(mark.cell().or(() -> heatmap.selectedCellProperty().get().filter(mark::holds)));
        marking = false;
    }
}
