package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.steering.VectorPanes.Picture;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.app.view.FigureFiles;

/// What can be done where vectors are made, with its keys, which work while that is shown.
///
/// @param showing whether it is
record VectorCommands(VectorsViewModel model, VectorPanes panes, FigureFiles export, ObservableBooleanValue showing) {
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");
    private static final Map<String, String> KEYS = Map.of(".png", "Shortcut+Shift+E", ".svg", "Shortcut+Alt+E");

    List<Command> all() {
        List<Command> commands = new ArrayList<>();
        ObservableBooleanValue made = Bindings.createBooleanBinding(
                () -> showing.get() && model.layerProperty().get().isPresent(), showing, model.layerProperty());
        commands.add(Command.of(Menu.STEERING, "Derive a vector", model::derive).enabledWhen(showing)
                .withKey("Shortcut+Shift+D"));
        commands.add(Command.of(Menu.STEERING, "Put the derived vector on the board", model::putOnBoard)
                .enabledWhen(made).withKey("Shortcut+Shift+B"));
        boolean first = true;
        for (Picture picture : panes.pictures()) {
            for (String ending : ENDINGS) {
                Command command = picture(picture, ending).enabledWhen(shown(first));
                commands.add(first && KEYS.containsKey(ending) ? command.withKey(KEYS.get(ending)) : command);
            }
            first = false;
        }
        ObservableBooleanValue any = Bindings.createBooleanBinding(
                () -> showing.get() && model.madeProperty().get().isPresent(), showing, model.madeProperty());
        commands.add(Command.of(Menu.EDIT, "Copy data as TSV", () -> panes.table().ifPresent(export::copy))
                .enabledWhen(any).withKey("Shortcut+Shift+C"));
        return List.copyOf(commands);
    }

    private Command picture(Picture picture, String ending) {
        return Command.of(Menu.FILE,
                picture.title() + " (" + ending.substring(1).toUpperCase(Locale.ROOT) + ")…",
                () -> picture.figure().get().ifPresent(figure -> export.figure(figure,
                        model.madeProperty().get().orElseThrow().provenance(), ending)));
    }

    /// A vector made from prompts has a second picture; the refusal direction is a table alone.
    private ObservableBooleanValue shown(boolean first) {
        return Bindings.createBooleanBinding(() -> showing.get() && model.madeProperty().get().filter(
                made -> first ? !(made instanceof MadeVector.Refusal) : !made.prompts().isEmpty()).isPresent(), showing,
                model.madeProperty());
    }
}
