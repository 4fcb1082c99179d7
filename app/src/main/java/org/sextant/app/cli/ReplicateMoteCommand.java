package org.sextant.app.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;

import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.replicate.MoteReplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Experts that go with refusals switched off and forced on.
@Command(name = "mote", description = {
    "Switches experts off that go with refusals, and forces them on, beside as many by chance: what becomes of",
    "refusals, other answers and texts, as Markdown or JSON. Made for demo:harbour-moe. Exits with 1 when an aim is missed."})
final class ReplicateMoteCommand implements Callable<Integer> {
    private static final int MISSED = 1;

    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--count", paramLabel = "N", description = "requests of each kind and questions of each task, at most (default: ${DEFAULT-VALUE})")
    int count = 100;

    @Option(names = "--draws", paramLabel = "N", description = "sets of ten experts by chance (default: ${DEFAULT-VALUE})")
    int draws = 20;

    @Option(names = "--settings", description = "also every other way of counting and of switching off")
    boolean settings;

    ReplicateMoteCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Ranges.atLeast(2, count, "--count");
        Ranges.atLeast(1, draws, "--draws");
        Results results = Results.prepare(context, output, false, OutputFormat.MD, OutputFormat.JSON);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            EvaluationReport report = work.measure(new MoteReplication(count, draws, settings)::of);
            if (results.toFile(OutputFormat.MD)) {
                results.file(temporary -> Files.writeString(temporary, report.markdown()));
            }
            if (results.plain()) {
                context.out().print(report.markdown());
            }
            if (results.wantsJson()) {
                results.json(report.json());
            }
            return report.ok() ? Cli.DONE : MISSED;
        }
    }
}
