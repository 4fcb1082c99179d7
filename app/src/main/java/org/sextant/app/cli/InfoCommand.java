package org.sextant.app.cli;

import org.sextant.runtime.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The model's card; the weights stay on disk.
@Command(name = "info", description = "What a model is, as JSON.")
final class InfoCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    InfoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        try (Session session = context.sessions().get()) {
            Documents.Card card = Documents.Card.of(session.inspect(model.request(context)));
            results.json(card);
        }
    }
}
