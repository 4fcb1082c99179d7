package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.SweepRequest;
import org.sextant.runtime.session.SweepRequest.Measure;
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
    "it costs on texts, as CSV or JSON. A coefficient is safe up to where the loss rises by a tenth."})
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
        "entropy (default), probability or refusal score of --answer, or logit-difference", "of --answer and --wrong"})
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
        TableResults results = TableResults.prepare(context, output, false, model.seed);
        List<Double> columns = columns();
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
                    columns, measure(work), kept));
            results.deliver(work.warnings(), Stream.of(new Answer<>(0, Optional.empty(),
                    new TableResults.Shown(table(result), result.provenance()))));
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
                return IntStream.range(0, (int) count).mapToObj(i -> from + i * step).toList();
            }
        } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
            // told below
        }
        throw new CommandException("the coefficients are no range of at most " + MOST_COLUMNS + " numbers",
                "--coefficients " + coefficients, "write FROM:TO:STEP, such as -2:2:0.5");
    }

    private Measure measure(ModelWork work) {
        return switch (measure) {
            case "entropy" -> new Measure.Entropy();
            case "probability" -> new Measure.Probability(token(work, answer, "--answer"));
            case "refusal" -> new Measure.Refusal(Set.of(token(work, answer, "--answer")));
            case "logit-difference" ->
                new Measure.LogitDifference(token(work, answer, "--answer"), token(work, wrong, "--wrong"));
            default -> throw new CommandException("there is no such measure", "--measure " + measure,
                    "choose logit-difference, probability, refusal or entropy");
        };
    }

    private static int token(ModelWork work, @Nullable String text, String option) {
        if (text == null) {
            throw new CommandException("the measure needs a token", "in " + option, "give one, such as \" Tom\"");
        }
        return work.token(text, option);
    }

    private static DataTable table(SweepResult result) {
        List<String> names = new ArrayList<>(List.of("layer", "coefficient", "value"));
        boolean costs = !result.losses().isEmpty();
        if (costs) {
            names.addAll(List.of("loss", "loss_ratio", "safe"));
        }
        IntFunction<Stream<List<DataCell>>> row = at -> IntStream.range(0, result.coefficients().size())
                .mapToObj(column -> cells(result, at, column, costs));
        return new DataTable(names, () -> IntStream.range(0, result.layers().size()).boxed().flatMap(row::apply));
    }

    private static List<DataCell> cells(SweepResult result, int row, int column, boolean costs) {
        double coefficient = result.coefficients().get(column);
        List<DataCell> cells = new ArrayList<>(List.of(DataCell.of(result.layers().get(row)),
                DataCell.of(coefficient), DataCell.of(result.values().get(row).get(column))));
        if (costs) {
            double loss = result.losses().get(row).get(column);
            boolean safe = result.safe(row).filter(range -> range.from() <= coefficient && coefficient <= range.to())
                    .isPresent();
            cells.addAll(List.of(DataCell.of(loss), DataCell.of(loss / result.plainLoss()),
                    DataCell.of(safe ? "yes" : "no")));
        }
        return cells;
    }
}
