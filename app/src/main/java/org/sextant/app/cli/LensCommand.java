package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.activations.LensPicture;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.LensRequest;
import org.sextant.runtime.session.LensResult;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The logit lens.
@Command(name = "lens", description = "What each layer would predict: the logit lens, as CSV, JSON or a picture.")
final class LensCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    AgainstOption against = new AgainstOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--top", paramLabel = "N", description = {
        "candidates for each layer and position (default: ${DEFAULT-VALUE})"})
    int top = 5;

    @Option(names = "--colour", paramLabel = "BY", description = {
        "what colours a cell of the picture: probability (default) or entropy"})
    LensPicture.Colour colour = LensPicture.Colour.PROBABILITY;

    LensCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Ranges.atLeast(1, top, "--top");
        PictureResults results = PictureResults.prepare(context, output, prompts.many(), model.seed);
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = against.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<AgainstOption.Beside<LensResult>>> answers = against.ask(work, asked, plan,
                    (prompt, steering) -> new LensRequest(prompt, top, steering));
            results.deliver(work.warnings(), answers.map(answer -> answer.map(both -> PictureResults.Shown
                    .of(against.drawing(both.map(result -> new LensPicture(result, colour)), plan)))));
        }
    }
}
