package org.sextant.app.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.event.EventHandler;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

import org.sextant.app.view.Command;

/// Keys that mean the same in several views, such as saving the picture: the command that can be done now has them. The
/// toolkit itself would give such a key to the menu item that came last, whether or not it can be done.
final class SharedKeys implements EventHandler<KeyEvent> {
    private final Map<KeyCombination, List<Command>> byKey;

    /// @param all commands, of which those matter whose keys another one has too
    SharedKeys(List<Command> all) {
        byKey = all.stream().filter(command -> command.key().isPresent())
                .collect(Collectors.groupingBy(command -> command.key().orElseThrow()));
        byKey.values().removeIf(commands -> commands.size() == 1);
    }

    @Override
    public void handle(KeyEvent event) {
        Optional<Command> possible = byKey.entrySet().stream().filter(shared -> shared.getKey().match(event))
                .flatMap(shared -> shared.getValue().stream()).filter(command -> command.enabled().get()).findFirst();
        possible.ifPresent(command -> {
            event.consume();
            command.run();
        });
    }
}
