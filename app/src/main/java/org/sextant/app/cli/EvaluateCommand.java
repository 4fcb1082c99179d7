package org.sextant.app.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;

import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.evaluate.ModelEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How good a model is at the tasks of the demo models.
@Command(name = "evaluate", description = {
    "Measures a demo model on the tasks of its world, as Markdown or JSON.", "Exits with 1 when an aim is missed."})
final class EvaluateCommand implements Callable<Integer> {
    private static final int MISSED = 1;

    private final CommandContext context;
    private final ModelEvaluation evaluation;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    EvaluateCommand(CommandContext context, ModelEvaluation evaluation) {
        this.context = context;
        this.evaluation = evaluation;
    }

    @Override
    public Integer call() {
        Results results = Results.prepare(context, output, false, OutputFormat.MD, OutputFormat.JSON);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            EvaluationReport report = work.measure(evaluation::of);
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
