package org.sextant.app.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;

import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.replicate.RelpReplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How far RelP and attribution patching agree with patching.
@Command(name = "relp", description = {
    "How far RelP and attribution patching agree with activation patching on held-out indirect objects,",
    "as Markdown or JSON. Made for demo:harbour-base. Exits with 1 when an aim is missed."})
final class ReplicateRelpCommand implements Callable<Integer> {
    private static final int MISSED = 1;

    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--count", paramLabel = "N", description = "pairs of prompts (default: ${DEFAULT-VALUE})")
    int count = 64;

    ReplicateRelpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Ranges.atLeast(1, count, "--count");
        Results results = Results.prepare(context, output, false, OutputFormat.MD, OutputFormat.JSON);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            EvaluationReport report = work.measure(new RelpReplication(count)::of);
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
