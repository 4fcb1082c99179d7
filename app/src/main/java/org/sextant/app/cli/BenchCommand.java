package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.bench.BenchReport;
import org.sextant.runtime.bench.ModelShape;
import org.sextant.runtime.bench.RuntimeBench;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How fast this machine computes, as ratios measured in one run.
@Command(name = "bench", description = "Measures the runtime on random weights of a model's shape, as JSON.")
final class BenchCommand implements Runnable {
    private static final int NEEDED = RuntimeBench.PROMPT + RuntimeBench.DECODED;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = {
        "the model that lends its shape: a folder or org/name; random weights of it are measured, and opening it"})
    @Nullable
    String model;

    @Option(names = "--random", paramLabel = "SHAPE", description = "instead of MODEL: a known shape, as gpt2-small")
    @Nullable
    String shape;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default) or cuda:N")
    String device = "cpu";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "float32 (default), or on a GPU float16")
    String dtype = "float32";

    @Option(names = "--rounds", paramLabel = "N", description = "repeats of each figure (default: ${DEFAULT-VALUE})")
    int rounds = 5;

    @Mixin
    SeedOption seed = new SeedOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    BenchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Ranges.atLeast(1, rounds, "--rounds");
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        results.json(BenchDocument.of(measure()));
    }

    private BenchReport measure() {
        var bench = new RuntimeBench(rounds, existing(device), half());
        if (model != null && shape == null) {
            return bench.ofFolder(folder(model));
        }
        if (shape != null && model == null) {
            return bench.random(named(shape));
        }
        throw new CommandException("give either a model or a shape", "in the arguments of sextant bench",
                "write bench MODEL or bench --random SHAPE");
    }

    private String existing(String name) {
        try (Session session = context.sessions().get()) {
            List<String> devices = session.devices();
            if (!devices.contains(name)) {
                throw new CommandException("there is no such device", "--device " + name,
                        "choose one of " + String.join(", ", devices));
            }
            return name;
        }
    }

    private boolean half() {
        boolean half = dtype.equals("float16");
        if (!half && !dtype.equals("float32")) {
            throw new CommandException("the bench does not know this number type", "--dtype " + dtype,
                    "choose float32 or float16");
        }
        if (half && device.equals("cpu")) {
            throw new CommandException("float16 is not computed on the CPU", "--dtype " + dtype,
                    "choose float32, or --device cuda:0 where there is a GPU");
        }
        return half;
    }

    private static ModelShape named(String label) {
        return ModelShape.named(label).orElseThrow(
                () -> new CommandException("there is no such shape", "--random " + label,
                        "choose one of " + String.join(", ", ModelShape.LABELS)));
    }

    private Path folder(String name) {
        var options = new ModelOptions();
        options.model = name;
        try (Session session = context.sessions().get()) {
            ModelCard card = session.inspect(options.request(context));
            if (card.contextLength() < NEEDED) {
                throw new CommandException(
                        "the context of " + card.contextLength() + " tokens is too short to measure in", "of " + name,
                        "choose a model with a context of " + NEEDED + " tokens or more");
            }
            return card.folder();
        }
    }
}
