package org.sextant.app.shell;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;

/// How a second model comes beside the open one and goes again.
final class ComparisonCommands {
    final Command folder;
    final Command demo;
    final Command steered;
    final Command end;

    ComparisonCommands(Workbench workbench, FolderChooser chooser) {
        SecondModel second = workbench.second();
        var model = workbench.workspace().modelProperty();
        var compared = workbench.workspace().comparedProperty();
        ObservableBooleanValue open = Bindings.createBooleanBinding(() -> model.get().isPresent(), model);
        folder = Command.of(Menu.MODEL, "Compare with a model folder…",
                () -> chooser.choose(path -> second.open(path.toString()))).enabledWhen(open)
                .withKey("Shortcut+Alt+O");
        demo = Command.of(Menu.MODEL, "Compare with another demo model",
                () -> second.offeredProperty().get().stream().findFirst().ifPresent(second::open))
                .enabledWhen(Bindings.createBooleanBinding(
                        () -> model.get().isPresent() && !second.offeredProperty().get().isEmpty(), model,
                        second.offeredProperty()));
        steered = Command.of(Menu.MODEL, "Compare this model, steered against unsteered", second::withSteered)
                .enabledWhen(open);
        end = Command.of(Menu.MODEL, "End the comparison", second::end)
                .enabledWhen(Bindings.createBooleanBinding(() -> compared.get().isPresent(), compared))
                .withKey("Shortcut+Alt+W");
    }

    List<Command> all() {
        return List.of(folder, demo, steered, end);
    }
}
