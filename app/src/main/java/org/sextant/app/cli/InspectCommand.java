package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.Histogram;
import org.sextant.app.chart.HistogramFigure;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.InspectRequest;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.Provenance;
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
        OptionalInt which = head == null ? OptionalInt.empty() : OptionalInt.of(head);
        var documents = new ArrayList<Answer<Documents.Vector>>();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Answer.ask(work, asked, prompt -> new InspectRequest(prompt, site, position, which, top))
                    .forEach(answer -> {
                        InspectResult result = answer.value();
                        Provenance provenance = model.seed.into(result.provenance());
                        documents.add(answer.map(each -> Documents.Vector.of(each, provenance)));
                        if (files.results().toFile(OutputFormat.CSV) || files.drawn()) {
                            files.results().file(temporary -> PictureFile.write(histogram(result), provenance,
                                    temporary));
                        }
                    });
            if (files.results().wantsJson() || files.results().plain()) {
                files.results().json(JsonDocuments.together(documents, prompts.many(), work.warnings()));
            }
        }
    }

    private HistogramFigure histogram(InspectResult result) {
        return Histogram.ofVector(result, head == null ? OptionalInt.empty() : OptionalInt.of(head));
    }
}
