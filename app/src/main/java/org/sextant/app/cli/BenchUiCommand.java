package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.shell.WindowBench;
import org.sextant.app.shell.WindowBenchReport;
import org.sextant.runtime.bench.RandomCheckpoint;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How the window keeps up through a scripted use.
@Command(name = "ui", description = "Measures the window through a scripted use, without a display, as JSON.")
final class BenchUiCommand implements Runnable {
    private static final int PROMPT_TOKENS = 48;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "the model to use (default: a small one of random weights)")
    @Nullable
    String model;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "the prompt to run (default: token ids 0 to 47)")
    @Nullable
    String text;

    @Option(names = "--compare", paramLabel = "MODEL", description = {
        "the model to put beside it (default: the same one, opened again)"})
    @Nullable
    String compared;

    @Mixin
    SeedOption seed = new SeedOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    BenchUiCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        WindowBenchReport report = model == null
                ? withRandomModel(folder -> measure(new OpenRequest(new ModelLocation.Folder(folder))))
                : measure(request(model));
        results.json(report);
    }

    private WindowBenchReport measure(OpenRequest request) {
        Prompt prompt = text == null
                ? new Prompt.Ids(IntStream.range(0, PROMPT_TOKENS).boxed().toList())
                : new Prompt.Text(text);
        return WindowBench.measure(request, compared == null ? request : request(compared), prompt);
    }

    private OpenRequest request(String model) {
        var options = new ModelOptions();
        options.model = model;
        return options.request(context);
    }

    private WindowBenchReport withRandomModel(Function<Path, WindowBenchReport> use) {
        Path folder = temporaryFolder();
        try (var _ = context.interruption().during(() -> remove(folder))) {
            return use.apply(RandomCheckpoint.llama(folder, RandomCheckpoint.Llama.SMALL, seed.given().orElse(1)));
        } finally {
            remove(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("sextant-random");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Does nothing where it has been removed before.
    private static void remove(Path folder) {
        for (String file : List.of("config.json", "model.safetensors", "")) {
            delete(folder.resolve(file));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
