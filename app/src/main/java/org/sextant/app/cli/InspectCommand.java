package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.Aspect;
import org.sextant.app.activations.Drawing;
import org.sextant.app.activations.Histogram;
import org.sextant.app.activations.VectorDifference;
import org.sextant.app.chart.HistogramFigure;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.InspectRequest;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One vector in full.
@Command(name = "inspect", description = "One vector in full, as JSON; its histogram as CSV or a picture.")
final class InspectCommand implements Runnable {
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

    @Option(names = "--position", paramLabel = "P", required = true, description = "the token, counted from 0")
    int position;

    @Option(names = "--head", paramLabel = "H", description = "of a site with heads, counted from 0 (default: 0)")
    @Nullable
    Integer head;

    @Option(names = "--top", paramLabel = "N", description = {
        "dimensions and candidates to name (default: ${DEFAULT-VALUE})"})
    int top = 10;

    InspectCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Ranges.atLeast(1, top, "--top");
        PictureResults files = PictureResults.prepare(context, output, prompts.many(), model.seed);
        if (prompts.many() && files.results().toFile(OutputFormat.CSV)) {
            throw new CommandException("a histogram shows one prompt", "--prompts with --out " + output.file,
                    "give one with --prompt, or write .json");
        }
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = against.plan();
        OptionalInt which = head == null ? OptionalInt.empty() : OptionalInt.of(head);
        var documents = new ArrayList<Answer<?>>();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            against.ask(work, asked, plan,
                    (prompt, steering) -> new InspectRequest(prompt, site, position, which, top, steering))
                    .map(answer -> answer.map(both -> shown(both, which, plan))).forEach(answer -> {
                        Shown shown = answer.value();
                        documents.add(answer.map(Shown::document));
                        if (files.results().toFile(OutputFormat.CSV) || files.drawn()) {
                            files.results().file(temporary -> PictureFile.write(shown.histogram(),
                                    shown.provenance(), temporary));
                        }
                    });
            if (files.results().wantsJson() || files.results().plain()) {
                files.results().json(JsonDocuments.together(documents, prompts.many(), work.warnings()));
            }
        }
    }

    /// What there is to say of one prompt.
    private record Shown(Object document, HistogramFigure histogram, Provenance provenance) {}

    private Shown shown(AgainstOption.Beside<InspectResult> both, OptionalInt which, SteeringPlan plan) {
        InspectResult now = both.answer();
        Provenance provenance = model.seed.into(now.provenance());
        if (both.unsteered().isPresent()) {
            var change = new VectorDifference(now, both.unsteered().get());
            return new Shown(ChangedVector.of(change, top, provenance), Histogram.ofDifference(change, which),
                    Drawing.ofDifference(provenance));
        }
        Optional<Aspect> aspect = Optional.of(Aspect.NOW).filter(_ -> !plan.isNeutral());
        return new Shown(Documents.Vector.of(now, provenance), Histogram.ofVector(now, which, aspect), provenance);
    }
}
