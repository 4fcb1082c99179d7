package org.sextant.app.view;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Asks where a file shall be written.
@FunctionalInterface
public interface SaveDialog {
    /// @param name suggested name with its ending, such as `lens.csv`
    /// @return the chosen file; empty where the person thought better of it
    Optional<Path> choose(String name);

    /// The dialog of the platform, over the window in use; over the first where none has the keyboard, as after a dialog.
    static SaveDialog ofWindow() {
        return name -> {
            String ending = name.substring(name.lastIndexOf('.'));
            var chooser = new FileChooser();
            chooser.setInitialFileName(name);
            chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("*" + ending, "*" + ending));
            List<Window> windows = Window.getWindows();
            Window owner = windows.stream().filter(Window::isFocused).findFirst()
                    .orElseGet(() -> windows.stream().findFirst().orElse(null));
            return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
        };
    }
}
