package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Asks the person for a model's folder. Behind an interface, because a system dialog needs a display.
public interface FolderChooser {
    /// Asks, and gives the folder if one was chosen.
    void choose(Consumer<Path> chosen);
}
