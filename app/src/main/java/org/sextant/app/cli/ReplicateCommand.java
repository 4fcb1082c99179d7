package org.sextant.app.cli;

import picocli.CommandLine.Command;

/// Published results, redone on the demo models.
@Command(name = "replicate", description = "Redoes a published result on a demo model: replicate relp, replicate mote.", synopsisSubcommandLabel = "COMMAND")
final class ReplicateCommand implements Runnable {
    @Override
    public void run() {
        throw new CommandException("which result is missing", "in the arguments of sextant replicate",
                "give sextant replicate relp or sextant replicate mote; see sextant replicate --help");
    }
}
