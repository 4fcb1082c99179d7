package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.Sampling;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A continuation of the prompt.
@Command(name = "generate", description = "Continues a prompt, token by token.")
final class GenerateCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    SteerOption steer = new SteerOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--max-new-tokens", paramLabel = "N", description = {
        "end after this many tokens (default: ${DEFAULT-VALUE})"})
    int maxNewTokens = 64;

    @Option(names = "--temperature", paramLabel = "T", description = {
        "0 takes the most likely token (default: ${DEFAULT-VALUE})"})
    double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "draw among the K most likely; 0 keeps all (default)")
    int topK;

    @Option(names = "--top-p", paramLabel = "P", description = {
        "draw among the fewest whose probabilities reach P; 1 keeps all (default)"})
    double topP = 1;

    GenerateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Sampling sampling = sampling();
        Results results = Results.prepare(context, output, prompts.many(), OutputFormat.JSON);
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = steer.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<GenerateResult>> answers = Answer.ask(work, asked,
                    prompt -> new GenerateRequest(prompt, maxNewTokens, sampling, plan));
            if (results.plain()) {
                answers.forEach(answer -> context.out().println(answer.value().text()));
            } else {
                results.json(work.warnings(),
                        answers.map(answer -> answer.map(Documents.Generation::of)).toList());
            }
        }
    }

    private Sampling sampling() {
        Ranges.atLeast(1, maxNewTokens, "--max-new-tokens");
        Ranges.atLeast(0, topK, "--top-k");
        Ranges.check(temperature >= 0 && Double.isFinite(temperature), "--temperature " + temperature,
                "give 0 or more");
        Ranges.check(topP > 0 && topP <= 1, "--top-p " + topP, "give a share above 0, up to 1");
        return new Sampling(temperature, topK, topP, model.seed.value());
    }
}
