package org.sextant.app.cli;

import picocli.CommandLine.Command;

/// What there is to do with steering vectors; its commands do it.
@Command(name = "vector", description = "Steering vectors: vector derive, refusal, combine, feature, convert, sweep.", synopsisSubcommandLabel = "COMMAND")
final class VectorCommand implements Runnable {

    @Override
    public void run() {
        throw new CommandException("what to do is missing", "in the arguments of sextant vector",
                "give sextant vector derive, refusal, combine, feature, convert or sweep; see sextant vector --help");
    }
}
