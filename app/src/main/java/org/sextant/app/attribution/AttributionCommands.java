package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.attribution.AttributionView.Kind;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.FigureFiles;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.session.Provenance;

/// What can be done in the view, with its keys, which work while it is shown.
final class AttributionCommands {
    static final String RUN_KEYS = "Ctrl+Shift+D";
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");
    private static final Map<String, String> KEYS = Map.of(".png", "Shortcut+Shift+E", ".svg", "Shortcut+Alt+E");

    private final AttributionViewModel model;
    private final ObjectProperty<Kind> kind;
    private final ComparePane compare;
    private final PairsPane pairs;
    private final FigureFiles files;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");
    private final List<Command> all;

    AttributionCommands(AttributionViewModel model, ObjectProperty<Kind> kind, ComparePane compare, PairsPane pairs,
            FigureFiles files) {
        this.model = model;
        this.kind = kind;
        this.compare = compare;
        this.pairs = pairs;
        this.files = files;
        this.all = made();
    }

    /// What can be taken out.
    ///
    /// @param figure the picture
    /// @param table its data, as the command writes them
    record Content(Figure figure, DataTable table, Provenance provenance) {}

    BooleanProperty showingProperty() {
        return showing;
    }

    List<Command> all() {
        return all;
    }

    private List<Command> made() {
        List<Command> commands = new ArrayList<>();
        ObservableBooleanValue shown = Bindings.createBooleanBinding(
                () -> showing.get() && model.shownProperty().get().isPresent(), showing, model.shownProperty());
        for (String ending : ENDINGS) {
            Command command = Command.of(Menu.FILE, "Attribution ("
                    + ending.substring(1).toUpperCase(Locale.ROOT) + ")…",
                    () -> content().ifPresent(content -> files.figure(content.figure(), content.table(),
                            Optional.of(content.provenance()), ending)))
                    .enabledWhen(shown);
            commands.add(KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
        }
        commands.add(Command
                .of(Menu.EDIT, "Copy the attribution as TSV",
                        () -> content().map(Content::table).ifPresent(files::copy))
                .enabledWhen(shown).withKey("Shortcut+Shift+C"));
        commands.add(Command.of(Menu.MODEL, "Attribute the pair", model::attribute).enabledWhen(showing)
                .withKey("Shortcut+Shift+D"));
        commands.add(Command.of(Menu.MODEL, "Check the strongest nodes", () -> {
            kind.set(Kind.CHECK);
            model.check().check();
        }).enabledWhen(shown));
        commands.add(Command.of(Menu.MODEL, "Patch the selected node", () -> model.selection().selectedProperty().get()
                .ifPresent(model.check()::patch)).enabledWhen(shown));
        for (Kind each : Kind.values()) {
            commands.add(Command.of(Menu.VIEW, "Show attribution: " + each.title(), () -> kind.set(each))
                    .enabledWhen(showing));
        }
        return List.copyOf(commands);
    }

    /// What is seen.
    Optional<Content> content() {
        return switch (kind.get()) {
            case MAP -> model.shownProperty().get().map(this::map);
            case COMPARE -> compared();
            case CHECK -> model.check().checkProperty().get().map(check -> new Content(check.figure(), check.table(),
                    check.of().result().provenance().withSetting("checked=" + check.cells().size())));
            case PAIRS -> pairs.spread().map(spread -> {
                Figure figure = HeatmapFigure.of(spread.heatmap(pairs.figureProperty().get()));
                return new Content(figure, pairs.figureProperty().get() == PairSpread.Figure.MEAN
                        ? spread.map().picture().table()
                        : figure.table(), spread.map().picture().provenance());
            });
        };
    }

    private Content map(Attributed shown) {
        AttributionPicture picture = new AttributionPicture(shown.result(),
                shown.divisor(model.normalisedProperty().get()));
        Figure figure = model.map().<Figure>map(map -> HeatmapFigure.of(map.heatmap())).orElseGet(() -> list(shown));
        return new Content(figure, picture.table(), picture.provenance());
    }

    /// The strongest of a list by their layer.
    private PointsFigure list(Attributed shown) {
        double divisor = shown.divisor(model.normalisedProperty().get());
        AttributionPicture picture = new AttributionPicture(shown.result(), divisor);
        List<ScoredNode> nodes = shown.result().strongest();
        return new PointsFigure(MethodWords.title(shown.request().settings().method()) + " of "
                + shown.nodes().label(), Axis.ofWhole("layer"),
                Axis.of(picture.scoreLabel()).markedAt(0),
                List.of(new Series(shown.nodes().label(), 0, false, false, IntStream.range(0, nodes.size())
                        .mapToObj(at -> new Point(at, nodes.get(at).cell().layer(), nodes.get(at).score() / divisor,
                                shown.words(nodes.get(at).cell())))
                        .toList())),
                picture.table());
    }

    private Optional<Content> compared() {
        return compare.difference().flatMap(difference -> model.compared().secondProperty().get().map(second -> {
            Figure figure = HeatmapFigure.of(difference);
            return new Content(figure, figure.table(), model.shownProperty().get().orElseThrow().result().provenance()
                    .withSetting("value=difference to " + MethodWords.title(second.request().settings().method())));
        }));
    }
}
