package org.sextant.app;

import org.sextant.app.cli.Cli;
import org.sextant.app.log.JdkLog;

/// Where the program starts: with no argument the window, else a command. It does not extend `Application`, so that
/// JavaFX may come from the module path while everything else is on the class path.
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        JdkLog.intoTheLog();
        System.exit(args.length == 0 ? Cli.openWindow() : Cli.runInProcess(args));
    }
}
