package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.activations.Aspect;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.routing.RoutingViewModel.Kind;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.FigureFiles;
import org.sextant.runtime.session.Provenance;

/// What can be done in the view, with its keys, which work while it is shown.
final class RoutingCommands {
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");
    private static final Map<String, String> KEYS = Map.of(".png", "Shortcut+Shift+E", ".svg", "Shortcut+Alt+E");

    private final RoutingViewModel model;
    private final FigureFiles files;
    private final List<Command> all;

    RoutingCommands(RoutingViewModel model, FigureFiles files) {
        this.model = model;
        this.files = files;
        this.all = made();
    }

    /// What can be taken out.
    ///
    /// @param figure the picture
    /// @param table its data, as the command writes them
    record Content(Figure figure, DataTable table, Provenance provenance) {}

    /// Every command but the search, which is the controls'.
    List<Command> all() {
        return all;
    }

    private List<Command> made() {
        List<Command> commands = new ArrayList<>(exports());
        ObservableBooleanValue selected = Bindings.createBooleanBinding(
                () -> model.showingProperty().get() && model.expert().addressProperty().get().isPresent(),
                model.showingProperty(), model.expert().addressProperty());
        for (ExpertChange change : ExpertChange.values()) {
            commands.add(Command.of(Menu.STEERING, "Selected expert: " + change.title().toLowerCase(Locale.ROOT),
                    () -> model.expert().change(change)).enabledWhen(selected));
        }
        commands.add(Command.of(Menu.MODEL, "Compare the routing of two lists", () -> {
            model.kindProperty().set(Kind.RESONANCE);
            model.resonance().compareLists();
        }).enabledWhen(model.showingProperty()).withKey("Shortcut+Shift+D"));
        commands.add(Command.of(Menu.MODEL, "Try plans: what do they do?", () -> {
            model.kindProperty().set(Kind.EFFECT);
            model.effect().run();
        }).enabledWhen(model.showingProperty()));
        commands.add(Command.of(Menu.VIEW, "Play through the tokens", model.play()::toggle)
                .enabledWhen(model.showingProperty()));
        for (Kind each : Kind.values()) {
            commands.add(Command.of(Menu.VIEW, "Show experts: " + each.title(), () -> model.kindProperty().set(each))
                    .enabledWhen(model.showingProperty()));
        }
        ObservableBooleanValue acting = Bindings.and(model.showingProperty(), model.aspect().actingProperty());
        for (Aspect aspect : Aspect.values()) {
            commands.add(Command.of(Menu.VIEW, "Steering in maps of experts: " + aspect.title(),
                    () -> model.aspect().aspectProperty().set(aspect)).withKey(aspect.key()).enabledWhen(acting));
        }
        return List.copyOf(commands);
    }

    private List<Command> exports() {
        List<Command> commands = new ArrayList<>();
        ObservableBooleanValue shown = Bindings.createBooleanBinding(
                () -> model.showingProperty().get() && hasContent(), model.showingProperty(), model.kindProperty(),
                model.trace().tracedProperty(), model.resonance().shownProperty(), model.effect().shownProperty());
        for (String ending : ENDINGS) {
            Command command = Command.of(Menu.FILE, "Experts (" + ending.substring(1).toUpperCase(Locale.ROOT) + ")…",
                    () -> content().ifPresent(content -> files.figure(content.figure(), content.table(),
                            Optional.of(content.provenance()), ending)))
                    .enabledWhen(shown);
            commands.add(KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
        }
        commands.add(Command.of(Menu.EDIT, "Copy the routing as TSV",
                () -> content().map(Content::table).ifPresent(files::copy)).enabledWhen(shown)
                .withKey("Shortcut+Shift+C"));
        return commands;
    }

    private boolean hasContent() {
        return switch (model.kindProperty().get()) {
            case EXPERTS, LANES -> model.trace().traced().isPresent();
            case RESONANCE -> model.resonance().shownProperty().get().isPresent();
            case EFFECT -> model.effect().shownProperty().get().isPresent();
        };
    }

    /// What is seen.
    Optional<Content> content() {
        return switch (model.kindProperty().get()) {
            case EXPERTS -> model.trace().traced().flatMap(traced -> model.trace().mapProperty().get()
                    .map(map -> new Content(HeatmapFigure.of(map),
                            traced.table(model.trace().measureProperty().get()), traced.provenance())));
            case LANES -> model.lanes().lanesProperty().get()
                    .map(lanes -> new Content(HeatmapFigure.of(lanes.heatmap()), table(lanes),
                            lanes.traced().provenance()));
            case RESONANCE -> model.resonance().shownProperty().get()
                    .map(shown -> new Content(shown.picture().figure(shown.order()), shown.picture().table(),
                            shown.picture().provenance()));
            case EFFECT -> model.effect().shownProperty().get().map(EffectViewModel.Tried::picture)
                    .map(shown -> new Content(shown.figure(model.effect().measureProperty().get()), shown.table(),
                            shown.provenance()));
        };
    }

    private static DataTable table(LanesViewModel.Lanes lanes) {
        return lanes.traced().isDifference() ? HeatmapFigure.of(lanes.heatmap()).table() : lanes.picture().table();
    }
}
