package org.sextant.app.features;

import java.util.Locale;
import java.util.OptionalInt;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

import org.sextant.app.features.FeatureQuery.Scope;
import org.sextant.app.features.FeaturesViewModel.Kind;
import org.sextant.app.steering.ValueField;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.Segments;
import org.sextant.runtime.session.SaeCard;

/// What can be chosen for each picture, in the one row above it.
final class FeatureControls {
    /// Room for a feature's number, where the window is narrow.
    private static final double MIN_SEARCH = 56;
    private static final int MOST_FEATURES = 10_000_000;

    private final FeaturesViewModel model;
    private final OpenDialog dialog;
    private final TextField search = new TextField();

    FeatureControls(FeaturesViewModel model, OpenDialog dialog) {
        this.model = model;
        this.dialog = dialog;
    }

    Node of(Kind kind) {
        return switch (kind) {
            case PROMPT -> prompt();
            case FEATURE -> feature();
            case QUALITY -> quality();
        };
    }

    /// Goes to the field that searches.
    void find() {
        search.requestFocus();
        search.selectAll();
    }

    private Node prompt() {
        search.setId("features-search");
        search.setMinWidth(MIN_SEARCH);
        search.setPromptText("find");
        search.setAccessibleText("Find features");
        search.setTooltip(new Tooltip("List features whose number begins so, or whose label holds this  (Ctrl+F)"));
        search.textProperty().subscribe((before, text) -> model.table().queryProperty()
                .set(model.table().queryProperty().get().searching(text)));
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            }
        });
        var scope = new SimpleObjectProperty<>(Scope.ACTIVE);
        scope.subscribe((before, now) -> model.table().queryProperty()
                .set(model.table().queryProperty().get().in(now)));
        model.table().queryProperty().subscribe(query -> scope.set(query.scope()));
        var count = new Label();
        count.setId("features-count");
        count.getStyleClass().add("muted");
        count.setMinWidth(Label.USE_PREF_SIZE);
        model.table().listingProperty().subscribe(listing -> count.setText(String.format(Locale.ROOT, "%,d of %,d",
                listing.size(), listing.values().size())));
        return row(search, new Segments<>("scope-", Scope.class, scope, Scope::title, Scope::description), count);
    }

    private Node feature() {
        var number = new ValueField(typed -> typed >= 0 && typed <= MOST_FEATURES && typed == Math.rint(typed)
                && model.saes().chosenProperty().get().map(SaeCard::features).orElse(0) > typed,
                typed -> model.prompt().select((int) typed));
        number.setId("feature-number");
        number.name("Feature", "its number, counted from 0; Enter goes there");
        model.prompt().featureProperty().subscribe(now -> number.show(now.orElse(0)));
        number.disableProperty().bind(model.prompt().featureProperty().map(OptionalInt::isEmpty));
        return row(number, new CorpusControls("harvest", model.harvest().corpus(), dialog, "Harvest",
                "Count what every feature does on these texts; asking again goes on where it was stopped",
                model.harvest().harvestingProperty().map(task -> task.isPresent()), model.harvest()::harvest,
                model.harvest()::cancel));
    }

    private Node quality() {
        var all = new Button("All");
        all.setId("quality-all");
        all.setMinWidth(Button.USE_PREF_SIZE);
        all.setTooltip(new Tooltip("Measure every SAE of the list, one after another, to compare them"));
        all.disableProperty().bind(model.quality().corpus().fileProperty().map(file -> file.isEmpty()));
        all.setOnAction(_ -> model.quality().measureAll());
        return row(new CorpusControls("quality", model.quality().corpus(), dialog, "Measure",
                "Measure this SAE on these texts",
                model.quality().measuringProperty().map(task -> task.isPresent()), model.quality()::measure,
                model.quality()::cancel), all);
    }

    private static Node row(Node... controls) {
        var row = new HBox(controls);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("picture-controls");
        return row;
    }
}
