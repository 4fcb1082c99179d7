package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.AttentionHeads;
import org.sextant.app.activations.AttentionPicture;
import org.sextant.app.activations.Drawing;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the heads of a layer attend.
@Command(name = "attention", description = "How a layer's heads attend, as CSV, JSON or a picture.")
final class AttentionCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    AgainstOption against = new AgainstOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--layer", paramLabel = "L", required = true, description = "the block, counted from 0")
    int layer;

    @Option(names = "--head", paramLabel = "H", description = {
        "the head that a picture shows, counted from 0 (default: all of them); data hold every head"})
    @Nullable
    Integer head;

    AttentionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        PictureResults results = PictureResults.prepare(context, output, prompts.many(), model.seed);
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = against.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            requireThere(work.card());
            Stream<Answer<AgainstOption.Beside<RunResult>>> answers = against.ask(work, asked, plan,
                    (prompt, steering) -> new RunRequest(prompt, List.of(AttentionPicture.patternSite(layer)), 0,
                            false, steering));
            results.deliver(work.warnings(), answers.map(answer -> answer
                    .map(both -> shown(against.drawing(both.map(this::picture), plan)))));
        }
    }

    private void requireThere(ModelCard card) {
        Ranges.below(card.layers(), layer, "--layer");
        if (head != null) {
            Ranges.below(card.heads(), head, "--head");
        }
    }

    private AttentionPicture picture(RunResult run) {
        return AttentionPicture.of(run, layer, head == null ? 0 : head);
    }

    private PictureResults.Shown shown(Drawing<AttentionPicture> drawing) {
        return head == null
                ? new PictureResults.Shown(new AttentionHeads(drawing).figure(), drawing.table(),
                        drawing.provenance())
                : PictureResults.Shown.of(drawing);
    }
}
