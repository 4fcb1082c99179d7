package org.sextant.app.view;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Asks which file or folder shall be read. Behind an interface, because a system dialog needs a display.
public interface OpenDialog {
    /// @param title what is asked for
    /// @param endings that its name may have, such as `.json`
    /// @return the chosen file; empty where the person thought better of it
    Optional<Path> file(String title, List<String> endings);

    /// @return the chosen folder; empty where the person thought better of it
    Optional<Path> folder(String title);

    /// The dialogs of the platform, over the window in use.
    static OpenDialog ofWindow() {
        return new OpenDialog() {
            @Override
            public Optional<Path> file(String title, List<String> endings) {
                var chooser = new FileChooser();
                chooser.setTitle(title);
                chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter(String.join(", ", endings),
                        endings.stream().map(ending -> "*" + ending).toList()));
                return Optional.ofNullable(chooser.showOpenDialog(owner())).map(File::toPath);
            }

            @Override
            public Optional<Path> folder(String title) {
                var chooser = new DirectoryChooser();
                chooser.setTitle(title);
                return Optional.ofNullable(chooser.showDialog(owner())).map(File::toPath);
            }

            private Window owner() {
                return Window.getWindows().stream().filter(Window::isFocused).findFirst().orElse(null);
            }
        };
    }
}
