package org.sextant.app.view;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;

/// Something the person can do, with its key. The menus, the command palette and the key sheet are made from these.
///
/// @param menu where it is listed
/// @param title what it does, as a menu writes it: `Run the prompt`
/// @param key the keys that do it
/// @param enabled whether it can be done now
/// @param action does it, on the UI thread
public record Command(
        Menu menu, String title, Optional<KeyCombination> key, ObservableBooleanValue enabled, Runnable action) {
    /// The menus, in their order.
    public enum Menu {
        FILE("File"), EDIT("Edit"), VIEW("View"), MODEL("Model"), STEERING("Steering"), HELP("Help");

        private final String title;

        Menu(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// A command that can always be done.
    public static Command of(Menu menu, String title, Runnable action) {
        return new Command(menu, title, Optional.empty(), Bindings.createBooleanBinding(() -> true), action);
    }

    /// The same command with a key.
    ///
    /// @param keys such as `Shortcut+Shift+E`
    public Command withKey(String keys) {
        return new Command(menu, title, Optional.of(KeyCombination.valueOf(keys)), enabled, action);
    }

    public Command enabledWhen(ObservableBooleanValue condition) {
        return new Command(menu, title, key, condition, action);
    }

    /// Does it if it can be done now.
    public void run() {
        if (enabled.get()) {
            action.run();
        }
    }

    /// `Ctrl+Shift+E`; empty without a key.
    public String keyText() {
        return key.map(keys -> keys.getDisplayText().replace('_', ' ')).orElse("");
    }
}
