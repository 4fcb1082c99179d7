package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.activations.StatisticsPicture;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.Statistic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A statistic of a site by layer and token.
@Command(name = "activations", description = "A statistic of a site by layer and token, as CSV, JSON or a heatmap.")
final class ActivationsCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--site", paramLabel = "GLOB", description = "a site or a pattern (default: ${DEFAULT-VALUE})")
    String site = "blocks.*.hook_resid_post";

    @Option(names = "--statistic", paramLabel = "NAME", description = {
        "norm (default), mean, max, sparsity, kurtosis or cosine"})
    Statistic statistic = Statistic.NORM;

    ActivationsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        PictureResults results = PictureResults.prepare(context, output, prompts.many(), model.seed);
        List<LabelledPrompt> asked = prompts.read();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<ActivationsResult>> answers = Answer.ask(work, asked,
                    prompt -> new ActivationsRequest(prompt, site, statistic));
            results.deliver(work.warnings(), answers
                    .map(answer -> answer.map(result -> PictureResults.Shown.of(new StatisticsPicture(result)))));
        }
    }
}
