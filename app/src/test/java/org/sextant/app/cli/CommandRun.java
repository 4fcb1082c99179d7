package org.sextant.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntBiFunction;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.runtime.session.Session;

/// One command run in this process.
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... args) {
        return with(ModelAddresses.bundled(), args);
    }

    /// With other demo models than those that are bundled.
    static CommandRun with(ModelAddresses addresses, String... args) {
        return in((out, err) -> new Cli(
                new CommandContext(out, err, false, Session::local, addresses, new Interruption())).run(args));
    }

    /// What runs, given standard output and standard error, and its exit code.
    static CommandRun in(ToIntBiFunction<PrintStream, PrintStream> command) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (var outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
                var errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            int code = command.applyAsInt(outStream, errStream);
            return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }
}
