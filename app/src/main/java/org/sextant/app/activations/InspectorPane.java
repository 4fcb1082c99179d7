package org.sextant.app.activations;

import java.util.Arrays;
import java.util.concurrent.Executor;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.activations.InspectorViewModel.Target;
import org.sextant.app.activations.PictureExport.Format;
import org.sextant.app.chart.HistogramPane;
import org.sextant.app.view.Command;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// The selected vector: where it stands, its statistics and histogram, its largest entries, and what it would predict.
final class InspectorPane extends VBox {
    private final InspectorViewModel model;
    private final Runnable showSite;
    private final Label site = new Label();
    private final StatisticsGrid statistics = new StatisticsGrid();
    private final HistogramPane histogram;
    private final DimensionTable dimensions = new DimensionTable(this::open);
    private final Label dimensionTitle = title("");
    private final LensTable lens = new LensTable();
    private boolean entering;

    /// @param showSite shows the picture of the site, where a dimension can be seen
    /// @param export takes the histogram out
    /// @param pixels where charts become pixels
    InspectorPane(InspectorViewModel model, Runnable showSite, PictureExport export, Executor pixels) {
        this.model = model;
        this.showSite = showSite;
        this.histogram = new HistogramPane(pixels);
        setId("activations-inspector");
        getStyleClass().add("activations-inspector");
        site.getStyleClass().add("site-name");
        var details = new VBox(statistics, title("Logit lens: next token from here"), lens, dimensionTitle,
                dimensions, valuesTitle(export), histogram);
        details.getStyleClass().add("inspector-details");
        details.managedProperty().bind(details.visibleProperty());
        var states = new StatePane(details);
        states.setMinHeight(USE_PREF_SIZE);
        StateShower.follow(model.stateProperty(), states, model::askAgain);
        VBox.setVgrow(states, Priority.ALWAYS);
        getChildren().setAll(site, states);
        model.shownProperty().subscribe(target -> site.setText(target.map(InspectorPane::words).orElse("")));
        model.inspectionProperty().subscribe(inspection -> inspection.ifPresent(this::show));
        model.stateProperty().subscribe(this::enterWhatIsShown);
    }

    /// Goes to the selected vector: to its logit lens, or where it has none, to its largest dimensions. What is still
    /// computed is gone to once it is there.
    void enter() {
        entering = true;
        enterWhatIsShown(model.stateProperty().get());
    }

    private void enterWhatIsShown(PaneState state) {
        if (!(state instanceof PaneState.Computing)) {
            boolean shown = state instanceof PaneState.Result;
            if (entering && shown) {
                CopyTable<?> table = lens.shown().orElseGet(dimensions::shown);
                table.requestFocus();
                table.getSelectionModel().selectFirst();
            }
            entering = false;
        }
    }

    /// The title over the histogram, with its ways out.
    private HBox valuesTitle(PictureExport export) {
        var menu = ExportMenu.of(Arrays.stream(Format.values())
                .map(format -> Command.of(Command.Menu.FILE, format.title(),
                        () -> model.inspectionProperty().get().ifPresent(shown -> export.save(shown.histogram(),
                                shown.provenance(), format))))
                .toList());
        menu.setId("export-histogram");
        menu.setTooltip(new Tooltip("Export the histogram or its data"));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var row = new HBox(title("Values"), space, menu);
        row.setAlignment(Pos.BOTTOM_LEFT);
        return row;
    }

    private static String words(Target target) {
        return target.head().isPresent() ? target.site() + ", head " + target.head().getAsInt() : target.site();
    }

    private void show(Inspection inspection) {
        statistics.show(inspection);
        histogram.show(inspection.histogram());
        dimensions.show(inspection);
        dimensionTitle.setText(inspection.isDifference() ? "Most changed dimensions" : "Largest dimensions");
        lens.show(inspection);
    }

    private void open(int dimension) {
        model.selectDimension(dimension);
        showSite.run();
    }

    private static Label title(String text) {
        var label = new Label(text);
        label.getStyleClass().add("inspector-title");
        return label;
    }
}
