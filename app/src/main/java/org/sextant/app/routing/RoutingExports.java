package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.FigureFiles;
import org.sextant.runtime.session.Provenance;

/// What can be taken out of the view: the picture, its numbers, the rows that the command writes, the trace.
final class RoutingExports {
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");
    private static final Map<String, String> KEYS = Map.of(".png", "Shortcut+Shift+E", ".svg", "Shortcut+Alt+E");

    private final RoutingViewModel model;
    private final FigureFiles files;

    RoutingExports(RoutingViewModel model, FigureFiles files) {
        this.model = model;
        this.files = files;
    }

    /// What is seen.
    ///
    /// @param figure the picture
    /// @param table the numbers behind it
    /// @param rows what the command writes
    record Content(Figure figure, DataTable table, DataTable rows, Provenance provenance) {}

    List<Command> all() {
        List<Command> commands = new ArrayList<>();
        ObservableBooleanValue shown = Bindings.createBooleanBinding(
                () -> model.showingProperty().get() && hasContent(), model.showingProperty(), model.kindProperty(),
                model.trace().tracedProperty(), model.resonance().shownProperty(), model.effect().shownProperty());
        for (String ending : ENDINGS) {
            Command command = Command.of(Menu.FILE, "Experts (" + ending.substring(1).toUpperCase(Locale.ROOT) + ")…",
                    () -> content().ifPresent(content -> write(content, content.table(), ending))).enabledWhen(shown);
            commands.add(KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
        }
        commands.add(Command.of(Menu.FILE, "Experts, all rows (Parquet)…",
                () -> content().ifPresent(content -> write(content, content.rows(), ".parquet"))).enabledWhen(shown));
        commands.add(Command.of(Menu.FILE, "Routing trace (JSON)…", this::writeTrace)
                .enabledWhen(Bindings.createBooleanBinding(() -> shown.get() && model.kindProperty().get().isOfPrompt(),
                        shown, model.kindProperty())));
        commands.add(Command.of(Menu.EDIT, "Copy the routing as TSV",
                () -> content().map(Content::table).ifPresent(files::copy)).enabledWhen(shown)
                .withKey("Shortcut+Shift+C"));
        return commands;
    }

    private void write(Content content, DataTable table, String ending) {
        files.figure(content.figure(), table, Optional.of(content.provenance()), ending);
    }

    private void writeTrace() {
        model.trace().traced().ifPresent(traced -> model.context().workspace().modelProperty().get()
                .ifPresent(open -> files.file("Routing trace.json",
                        temporary -> TraceFile.write(traced.result(), open.card(), temporary))));
    }

    private boolean hasContent() {
        return switch (model.kindProperty().get()) {
            case EXPERTS, LANES -> model.trace().traced().isPresent();
            case RESONANCE -> model.resonance().shownProperty().get().isPresent();
            case EFFECT -> model.effect().shownProperty().get().isPresent();
        };
    }

    private Optional<Content> content() {
        return switch (model.kindProperty().get()) {
            case EXPERTS -> model.trace().traced()
                    .flatMap(traced -> model.trace().mapProperty().get().map(map -> {
                        RoutingMeasure measure = model.trace().measureProperty().get();
                        return model.trace().compared()
                                .map(both -> new Content(HeatmapFigure.of(map), both.table(), both.table(),
                                        both.provenance().withPrompt(traced.prompt())))
                                .orElseGet(() -> new Content(HeatmapFigure.of(map), traced.table(measure),
                                        traced.rows(measure), traced.provenance()));
                    }));
            case LANES -> model.lanes().lanesProperty().get().map(lanes -> new Content(
                    HeatmapFigure.of(lanes.heatmap()), table(lanes), table(lanes), lanes.traced().provenance()));
            case RESONANCE -> model.resonance().shownProperty().get().map(shown -> {
                DataTable table = shown.picture().table();
                return new Content(shown.picture().figure(shown.order()), table, table,
                        shown.picture().provenance());
            });
            case EFFECT -> model.effect().shownProperty().get().map(EffectViewModel.Tried::picture)
                    .map(shown -> new Content(shown.figure(model.effect().measureProperty().get()), shown.table(),
                            shown.table(), shown.provenance()));
        };
    }

    private static DataTable table(LanesViewModel.Lanes lanes) {
        return lanes.traced().isDifference() ? HeatmapFigure.of(lanes.heatmap()).table() : lanes.picture().table();
    }
}
