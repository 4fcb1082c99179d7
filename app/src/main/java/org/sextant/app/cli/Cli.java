package org.sextant.app.cli;

import java.io.PrintStream;

/// The command line.
public final class Cli {
    private Cli() {}

    /// Runs one command and gives its exit code.
    public static int execute(String[] args, PrintStream out, PrintStream err) {
        err.println("sextant: no command is here yet, in " + args.length + " arguments; build it");
        return 2;
    }
}
