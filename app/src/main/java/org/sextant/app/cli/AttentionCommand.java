package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.AttentionPicture;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
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
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            requireThere(work.card());
            Stream<Answer<RunResult>> answers = Answer.ask(work, asked,
                    prompt -> new RunRequest(prompt, List.of(AttentionPicture.patternSite(layer)), 0, false));
            results.deliver(work.warnings(), answers.map(answer -> answer.map(this::shown)));
        }
    }

    private void requireThere(ModelCard card) {
        Ranges.below(card.layers(), layer, "--layer");
        if (head != null) {
            Ranges.below(card.heads(), head, "--head");
        }
    }

    private PictureResults.Shown shown(RunResult run) {
        AttentionPicture picture = AttentionPicture.of(run, layer, head == null ? 0 : head);
        return head == null
                ? new PictureResults.Shown(picture.allHeads(), picture.table(), picture.provenance())
                : PictureResults.Shown.of(picture);
    }
}
