package org.sextant.app.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.Segments;
import org.sextant.app.view.ShortNames;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;

/// Where steering vectors are made, and tried at every layer and strength.
public final class SteeringView implements WorkbenchView {
    private static final ViewIdentity IDENTITY = new ViewIdentity("steering", "Steering",
            "Make steering vectors, and try them at every layer and strength", Feather.SLIDERS, 5);
    /// From this width on, all controls have room in one row.
    private static final double ONE_ROW = 820;

    /// The pictures among which the view chooses.
    enum Kind {
        MAKE("Make vectors", "Make steering vectors from prompts, other vectors or features"),
        SWEEP("Sweep", "A vector at every layer and coefficient: what it does, what it costs");

        private final String title;
        private final String description;

        Kind(String title, String description) {
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

    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.MAKE);
    private final VectorsView make;
    private final SweepPane sweep;
    private final VBox root = new VBox();
    private final StackPane inspector = new StackPane();

    public SteeringView(ViewContext context) {
        this(context, OpenDialog.ofWindow(), SaveDialog.ofWindow());
    }

    /// A view that asks for files where it is told.
    public SteeringView(ViewContext context, OpenDialog openDialog, SaveDialog saveDialog) {
        var vectors = new VectorsViewModel(context);
        var swept = new SweepViewModel(context, vectors.madeProperty());
        make = new VectorsView(context, vectors, openDialog, saveDialog, shows(Kind.MAKE));
        sweep = new SweepPane(context, swept, openDialog, saveDialog, shows(Kind.SWEEP));
        var sweepInspector = new SweepInspector(swept, sweep.heatmap().selectedCellProperty());
        var controls = new StackPane();
        controls.setAlignment(Pos.CENTER_LEFT);
        controls.setMinWidth(0);
        HBox.setHgrow(controls, Priority.ALWAYS);
        var choice = new Segments<>("steering-", Kind.class, kind, Kind::title, Kind::description);
        var row = new HBox();
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("view-controls");
        var pictures = new StackPane();
        VBox.setVgrow(pictures, Priority.ALWAYS);
        root.setId("steering-view");
        root.getStyleClass().add("vectors");
        root.widthProperty().map(width -> width.doubleValue() >= ONE_ROW).subscribe(wide -> {
            row.getChildren().setAll(wide ? List.of(choice, controls) : List.of(controls));
            root.getChildren().setAll(wide ? List.of(row, pictures) : List.of(choice, row, pictures));
        });
        for (Region styled : List.of(root, inspector)) {
            styled.getStylesheets()
                    .add(Objects.requireNonNull(SteeringView.class.getResource("vectors.css")).toExternalForm());
        }
        kind.subscribe(now -> {
            boolean making = now == Kind.MAKE;
            controls.getChildren().setAll(making ? make.controls() : sweep.controls());
            pictures.getChildren().setAll(making ? make.picture() : sweep.picture());
            inspector.getChildren().setAll(making ? make.inspector() : sweepInspector);
        });
    }

    private ObservableBooleanValue shows(Kind picture) {
        return Bindings.createBooleanBinding(() -> showing.get() && kind.get() == picture, showing, kind);
    }

    @Override
    public ViewIdentity identity() {
        return IDENTITY;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(inspector);
    }

    @Override
    public List<String> pictures() {
        return ShortNames.of(Kind.class);
    }

    @Override
    public void showPicture(String name) {
        kind.set(ShortNames.parse(Kind.class, name));
    }

    @Override
    public List<Command> commands() {
        Stream<Command> pictures = Arrays.stream(Kind.values())
                .map(each -> Command.of(Menu.VIEW, "Show " + each.title(), () -> kind.set(each))
                        .enabledWhen(showing));
        return Stream.of(make.commands().stream(), sweep.commands().stream(), pictures).flatMap(each -> each).toList();
    }

    /// A hidden view asks the model for nothing, and its keys do nothing.
    @Override
    public void setShowing(boolean visible) {
        showing.set(visible);
    }
}
