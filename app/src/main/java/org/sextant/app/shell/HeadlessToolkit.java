package org.sextant.app.shell;

import java.util.function.Supplier;
import javafx.application.Platform;

/// JavaFX without a display: windows are laid out and painted as ever, by software, and never seen.
final class HeadlessToolkit {
    private HeadlessToolkit() {}

    /// Does something while JavaFX runs, whether or not a window is shown. Once a process.
    static <T> T during(Supplier<T> work) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        Platform.startup(() -> Platform.setImplicitExit(false));
        try {
            return work.get();
        } finally {
            Platform.exit();
        }
    }
}
