package org.sextant.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.sextant.app.cli.Cli;
import org.sextant.app.log.JdkLog;

/// What a person does first, run once while Sextant is packaged: the JVM notes which classes a start needs and keeps
/// them ready in a cache beside the program.
final class Rehearsal {
    private Rehearsal() {}

    /// @param args a model folder, a folder for what is written
    public static void main(String[] args) {
        JdkLog.intoTheLog();
        String model = args[0];
        String picture = Path.of(args[1], "window.png").toString();
        run("--help");
        run("info", model);
        run("lens", model, "--ids", "3,4,5", "--json");
        run("ui", model, "--ids", "3,4,5", "--screenshot", picture, "--force");
        System.exit(0);
    }

    private static void run(String... command) {
        try (var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Cli.execute(command, nowhere, nowhere);
        }
    }
}
