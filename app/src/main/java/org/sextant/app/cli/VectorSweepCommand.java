package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.state.PromptFile;
import org.sextant.app.steering.SweepMeasure;
import org.sextant.app.steering.SweepPicture;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.SweepRequest;
import org.sextant.runtime.session.SweepResult;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tries a vector at every layer and coefficient.
@Command(name = "sweep", description = {"What a vector does to the next token at each layer and coefficient, and what",
    "it costs on texts, as CSV, JSON or a picture. A coefficient is safe up to where the loss rises by a tenth."})
final class VectorSweepCommand implements Runnable {
    private static final int MOST_COLUMNS = 1000;

    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--vector", paramLabel = "FILE", required = true, description = {
        "a steering vector: safetensors, gguf, svec or npz"})
    Path vector = Path.of("");

    @Option(names = "--layers", paramLabel = "0-5", description = "rows of the grid (default: the vector's layers)")
    @Nullable
    String layers;

    @Option(names = "--coefficients", paramLabel = "FROM:TO:STEP", description = {
        "columns of the grid (default: ${DEFAULT-VALUE})"})
    String coefficients = "-2:2:0.5";

    @Option(names = "--measure", paramLabel = "NAME", description = {
        "entropy (default), probability or refusal score of --answer, logit-difference of --answer",
        "and --wrong, or loss of --texts"})
    String measure = "entropy";

    @Option(names = "--answer", paramLabel = "TEXT", description = "a token, with its leading space")
    @Nullable
    String answer;

    @Option(names = "--wrong", paramLabel = "TEXT", description = "another token")
    @Nullable
    String wrong;

    @Option(names = "--texts", paramLabel = "FILE", description = "texts, one a line, whose loss tells the cost")
    @Nullable
    Path texts;

    VectorSweepCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        PictureResults results = PictureResults.prepare(context, output, false, model.seed);
        List<Double> columns = columns();
        SweepMeasure looked = measure();
        List<Prompt> asked = prompts.read().stream().map(PromptOptions.LabelledPrompt::prompt).toList();
        List<Prompt> kept = texts == null
                ? List.of()
                : PromptFile.read(texts).stream().<Prompt>map(line -> new Prompt.Text(line.text())).toList();
        SteeringVector steering = VectorFile.read(vector);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            List<Integer> rows = layers == null
                    ? List.copyOf(steering.byLayer().keySet())
                    : LayerList.parse(layers, work.card().layers());
            SweepResult result = work.ask(new SweepRequest(asked, steering, Operation.ADD, Positions.ALL, rows,
                    columns, asked(work, looked), kept));
            String words = looked.words(Objects.requireNonNullElse(answer, ""), Objects.requireNonNullElse(wrong, ""));
            var picture = new SweepPicture(result, looked, words, String.valueOf(vector.getFileName()));
            results.deliver(work.warnings(), Stream.of(new Answer<>(0, Optional.empty(), new PictureResults.Shown(
                    HeatmapFigure.of(picture.heatmap()), picture.table(), picture.provenance()))));
        }
    }

    private List<Double> columns() {
        List<String> parts = List.of(coefficients.split(":", -1));
        try {
            double from = Double.parseDouble(parts.getFirst());
            double to = Double.parseDouble(parts.get(1));
            double step = Double.parseDouble(parts.get(2));
            double count = Math.floor((to - from) / step + 1e-9) + 1;
            if (parts.size() == 3 && count >= 1 && count <= MOST_COLUMNS) {
                return SweepPicture.coefficients(from, step, (int) count);
            }
        } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
            // told below
        }
        throw new CommandException("the coefficients are no range of at most " + MOST_COLUMNS + " numbers",
                "--coefficients " + coefficients, "write FROM:TO:STEP, such as -2:2:0.5");
    }

    private SweepMeasure measure() {
        SweepMeasure found = Stream.of(SweepMeasure.values()).filter(each -> each.id().equals(measure)).findFirst()
                .orElseThrow(() -> new CommandException("there is no such measure", "--measure " + measure,
                        "choose logit-difference, probability, refusal, entropy or loss"));
        if (found == SweepMeasure.LOSS && texts == null) {
            throw new CommandException("the loss needs texts", "--measure loss", "give a file of them with --texts");
        }
        return found;
    }

    private SweepRequest.Measure asked(ModelWork work, SweepMeasure looked) {
        return looked.asked(looked.needsAnswer() ? token(work, answer, "--answer") : 0,
                looked.needsWrong() ? token(work, wrong, "--wrong") : 0);
    }

    private static int token(ModelWork work, @Nullable String text, String option) {
        if (text == null) {
            throw new CommandException("the measure needs a token", "in " + option, "give one, such as \" Tom\"");
        }
        return work.token(text, option);
    }
}
