package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.activations.ActivationsViewModel.Kind;
import org.sextant.app.activations.PictureExport.Format;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;

/// What can be done in the view, with its keys.
final class ViewCommands {
    private ViewCommands() {}

    static List<Command> of(ActivationsViewModel model, PictureExport export) {
        ObservableBooleanValue shown = Bindings.createBooleanBinding(() -> model.drawing().isPresent(),
                model.observables());
        ObservableBooleanValue attention = Bindings.createBooleanBinding(() -> allHeads(model).isPresent(),
                model.observables());
        var commands = new ArrayList<Command>();
        for (Format format : Format.values()) {
            Command command = Command.of(Menu.FILE, format.title(),
                    () -> model.drawing().ifPresent(drawing -> export.save(drawing, format))).enabledWhen(shown);
            commands.add(format.key().map(command::withKey).orElse(command));
        }
        for (Format format : List.of(Format.PNG, Format.SVG, Format.PDF)) {
            commands.add(Command.of(Menu.FILE, "All heads: " + format.title(), () -> allHeads(model)
                    .ifPresent(heads -> export.save(heads.figure(), heads.drawing().provenance(), format)))
                    .enabledWhen(attention));
        }
        commands.add(Command.of(Menu.EDIT, "Copy data as TSV",
                () -> model.drawing().ifPresent(drawing -> export.copy(drawing.heatmap())))
                .enabledWhen(shown).withKey("Shortcut+Shift+C"));
        int place = 0;
        for (Kind kind : Kind.values()) {
            place++;
            commands.add(Command.of(Menu.VIEW, "Show " + kind.title(), () -> model.kindProperty().set(kind))
                    .withKey("Alt+" + place));
        }
        for (Aspect aspect : Aspect.values()) {
            commands.add(Command.of(Menu.VIEW, "Steering in pictures: " + aspect.title(),
                    () -> model.aspect().aspectProperty().set(aspect)).withKey(aspect.key())
                    .enabledWhen(Bindings.and(model.showingProperty(), model.aspect().actingProperty())));
        }
        commands.add(step("Layer before", "Alt+Up", () -> model.stepLayer(-1)));
        commands.add(step("Layer after", "Alt+Down", () -> model.stepLayer(1)));
        commands.add(step("Head before", "Alt+Page_Up", () -> model.stepHead(-1)));
        commands.add(step("Head after", "Alt+Page_Down", () -> model.stepHead(1)));
        return List.copyOf(commands);
    }

    /// The heads of the attention picture, if it is the one that is shown.
    private static Optional<AttentionHeads> allHeads(ActivationsViewModel model) {
        return Optional.of(model.kindProperty().get()).filter(Kind.ATTENTION::equals)
                .flatMap(_ -> model.attention().picture().drawingProperty().get()).map(AttentionHeads::new);
    }

    private static Command step(String title, String key, Runnable action) {
        return Command.of(Menu.VIEW, title, action).withKey(key);
    }
}
