package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One forward pass: what comes next, and the values of sites.
@Command(name = "run", description = "One forward pass: the next token, and the values of sites in a file.")
final class RunCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    SteerOption steer = new SteerOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--sites", paramLabel = "GLOB,…", split = ",", hideParamSyntax = true, description = {
        "sites to capture, such as blocks.*.hook_resid_post"})
    List<String> sites = List.of();

    @Option(names = "--top", paramLabel = "N", description = "candidates for the next token (default: ${DEFAULT-VALUE})")
    int top = 10;

    RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Ranges.atLeast(1, top, "--top");
        Results results = Results.prepare(context, output, prompts.many(), OutputFormat.SAFETENSORS,
                OutputFormat.JSON);
        boolean tensors = results.toFile(OutputFormat.SAFETENSORS);
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = steer.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<RunResult>> answers = Answer.ask(work, asked,
                    prompt -> new RunRequest(prompt, sites, top, tensors, plan))
                    .map(answer -> answer.map(this::seeded));
            if (results.plain()) {
                answers.forEach(this::print);
            } else if (tensors) {
                results.json(work.warnings(), write(answers, results));
            } else {
                results.json(work.warnings(), answers.map(answer -> answer.map(Documents.Run::of)).toList());
            }
        }
    }

    /// Writes the values of each prompt as they come; what remains is what JSON says of them.
    private List<Answer<Documents.Run>> write(Stream<Answer<RunResult>> answers, Results results) {
        var documents = new ArrayList<Answer<Documents.Run>>();
        results.file(temporary -> {
            try (RunTensors tensors = RunTensors.begin(temporary, prompts.many())) {
                for (Iterator<Answer<RunResult>> each = answers.iterator(); each.hasNext();) {
                    Answer<RunResult> answer = each.next();
                    tensors.add(answer);
                    documents.add(answer.map(Documents.Run::of));
                }
                tensors.finish();
            }
        });
        return documents;
    }

    private RunResult seeded(RunResult run) {
        return new RunResult(run.tokens(), run.top(), run.logits(), run.sites(), run.unmatched(), run.elapsedMillis(),
                model.seed.into(run.provenance()));
    }

    private void print(Answer<RunResult> answer) {
        if (prompts.many()) {
            context.out().println("prompt " + answer.number());
        }
        context.out().println("rank       id  probability       logit  token");
        for (Prediction next : answer.value().top()) {
            context.out().printf(Locale.ROOT, "%4d %8d  %11.4g %11.4g  %s%n", next.rank(), next.id(),
                    next.probability(), next.logit(), VisibleText.of(next.token()));
        }
        answer.value().unmatched().forEach(pattern -> context.out().println("no site matches " + pattern));
    }
}
