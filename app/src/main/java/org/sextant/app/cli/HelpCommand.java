package org.sextant.app.cli;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The help of a command, as its option `--help` gives it.
@Command(name = "help", helpCommand = true, description = "Tells what a command does and takes.")
final class HelpCommand implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "the command, as run or bench ui")
    List<String> names = List.of();

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).root().commandLine();
        for (String name : names) {
            line = sub(line, name);
        }
        line.usage(line.getOut());
    }

    private static CommandLine sub(CommandLine line, String name) {
        CommandLine sub = line.getSubcommands().get(name);
        if (sub == null) {
            throw new CommandException("there is no such command", "sextant help " + name,
                    "sextant help lists them");
        }
        return sub;
    }
}
