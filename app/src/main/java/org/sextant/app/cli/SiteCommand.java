package org.sextant.app.cli;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.SitePicture;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Every value of one site.
@Command(name = "site", description = "Every value of one site by token and dimension, as CSV, JSON or a heatmap.")
final class SiteCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    AgainstOption against = new AgainstOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--site", paramLabel = "NAME", required = true, description = {
        "one site, as blocks.3.hook_resid_post"})
    String site = "";

    @Option(names = "--head", paramLabel = "H", description = {
        "of a site with heads this one alone, counted from 0 (default: all of them)"})
    @Nullable
    Integer head;

    SiteCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        PictureResults results = PictureResults.prepare(context, output, prompts.many(), model.seed);
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = against.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<AgainstOption.Beside<RunResult>>> answers = against.ask(work, asked, plan,
                    (prompt, steering) -> new RunRequest(prompt, List.of(site), 0, false, steering));
            results.deliver(work.warnings(), answers.map(answer -> answer
                    .map(both -> PictureResults.Shown.of(against.drawing(both.map(this::picture), plan)))));
        }
    }

    private SitePicture picture(RunResult run) {
        if (run.sites().size() != 1) {
            throw new CommandException("this names " + run.sites().size() + " sites", "--site " + site,
                    "name one; sextant info lists them");
        }
        String name = run.sites().keySet().iterator().next();
        if (SitePicture.relatesTokens(name)) {
            throw new CommandException("this site relates two tokens", "--site " + name, "see sextant attention");
        }
        SitePicture all = SitePicture.of(run, name, OptionalInt.empty());
        if (head == null) {
            return all;
        }
        if (all.heads() == 0) {
            throw new CommandException("this site has no heads", "--site " + name, "leave out --head");
        }
        Ranges.below(all.heads(), head, "--head");
        return SitePicture.of(run, name, OptionalInt.of(head));
    }
}
