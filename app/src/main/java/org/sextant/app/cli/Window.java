package org.sextant.app.cli;

import java.util.List;
import java.util.Map;

import org.sextant.app.shell.SextantApplication;
import org.sextant.app.shell.WindowRequest;

/// Opens the window, where there is a display.
final class Window {
    private Window() {}

    /// Opens the window and returns when the person has closed it. Once a process.
    ///
    /// @param request what it opens with
    /// @throws CommandException if there is no display
    static void open(WindowRequest request) {
        requireDisplay(System.getProperty("os.name"), System.getenv());
        try {
            SextantApplication.open(request);
        } catch (UnsupportedOperationException e) {
            String why = String.valueOf(e.getMessage());
            throw why.contains("GTK") ? noToolkit(why) : noDisplay(why);
        }
    }

    /// @throws CommandException if no display is named; other systems than Linux always have one
    static void requireDisplay(String system, Map<String, String> environment) {
        boolean named = List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
        if (system.startsWith("Linux") && !named) {
            throw noDisplay("DISPLAY is not set");
        }
    }

    private static CommandException noToolkit(String why) {
        return new CommandException("the window cannot be opened without GTK 3", why.replaceFirst("\\.$", ""),
                "install it, on Debian and Ubuntu: apt install libgtk-3-0 libgl1");
    }

    private static CommandException noDisplay(String why) {
        return new CommandException("there is no display to open a window on", why,
                "sign in to a desktop, or use the commands: sextant --help");
    }
}
