package org.sextant.app.cli;

import picocli.CommandLine.Command;

/// What there is to do with sparse autoencoders; its commands do it.
@Command(name = "sae", description = "Sparse autoencoders: sae train, sae harvest, sae list.", synopsisSubcommandLabel = "COMMAND")
final class SaeCommand implements Runnable {

    @Override
    public void run() {
        throw new CommandException("what to do is missing", "in the arguments of sextant sae",
                "give sextant sae train, sae harvest or sae list; see sextant sae --help");
    }
}
