package org.sextant.app.cli;

import java.util.List;
import java.util.Optional;

import org.sextant.runtime.bench.ModelShape;
import org.sextant.runtime.bench.RuntimeBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast this machine computes, as ratios measured in one run.
@Command(name = "bench", description = "Measures the runtime on random weights of a known shape, as JSON.")
final class BenchCommand implements Runnable {
    private final CommandContext context;

    @Option(names = "--random", required = true, paramLabel = "SHAPE", description = "such as gpt2-small")
    String shape = "";

    @Option(names = "--rounds", paramLabel = "N", description = "repeats of each figure (default: ${DEFAULT-VALUE})")
    int rounds = 5;

    @Mixin
    OutputOptions output = new OutputOptions();

    BenchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Numbers.atLeast(1, rounds, "--rounds");
        ModelShape known = ModelShape.named(shape).orElseThrow(
                () -> new CommandException("there is no such shape", "--random " + shape,
                        "choose one of " + String.join(", ", ModelShape.LABELS)));
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        var report = new RuntimeBench(rounds).random(known);
        results.json(() -> List.of(new Answer<>(0, Optional.empty(), report)));
        if (results.plain()) {
            context.out().println(JsonDocuments.text(report));
        }
    }
}
