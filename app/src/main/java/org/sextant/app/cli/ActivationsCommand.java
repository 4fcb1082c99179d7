package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.activations.StatisticsPicture;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.steering.SteeringPlan;
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
    AgainstOption against = new AgainstOption();

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
        SteeringPlan plan = against.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<AgainstOption.Beside<ActivationsResult>>> answers = against.ask(work, asked, plan,
                    (prompt, steering) -> new ActivationsRequest(prompt, site, statistic, steering));
            results.deliver(work.warnings(), answers.map(answer -> answer.map(both -> PictureResults.Shown
                    .of(against.drawing(both.map(StatisticsPicture::new), plan)))));
        }
    }
}
