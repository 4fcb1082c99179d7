package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.activations.Aspect;
import org.sextant.app.routing.RoutingViewModel.Kind;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.FigureFiles;

/// What can be done in the view, with its keys, which work while it is shown.
final class RoutingCommands {
    private final RoutingViewModel model;
    private final RoutingExports exports;
    private final List<Command> all;

    RoutingCommands(RoutingViewModel model, FigureFiles files) {
        this.model = model;
        this.exports = new RoutingExports(model, files);
        this.all = made();
    }

    /// Every command but the search, which is the controls'.
    List<Command> all() {
        return all;
    }

    private List<Command> made() {
        List<Command> commands = new ArrayList<>(exports.all());
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
}
