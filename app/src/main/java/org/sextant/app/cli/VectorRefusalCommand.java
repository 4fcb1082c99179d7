package org.sextant.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;
import org.sextant.runtime.steering.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Finds the direction of refusing.
@Command(name = "refusal", description = {
    "Finds the direction whose removal takes away refusals: --positive holds what",
    "is refused, --negative what is answered. Every candidate is told, with why it was discarded."})
final class VectorRefusalCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    ContrastOptions prompts = new ContrastOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--site", paramLabel = "NAME", split = ",", converter = SiteSuffix.class, description = {
        "candidates: resid_pre (default), resid_mid, resid_post"})
    List<SiteKind> sites = Candidates.USUAL.sites();

    @Option(names = "--position", paramLabel = "-1", split = ",", description = {
        "candidates: tokens from the end (default: all of the template after the instruction)"})
    List<Integer> positions = List.of();

    @Option(names = "--beside-negative", description = {
        "take the part at right angles to the mean of what is answered"})
    boolean beside;

    @Option(names = "--deepest", paramLabel = "SHARE", description = {
        "share of the blocks that may be chosen; above 1 the output of the last too (default: ${DEFAULT-VALUE})"})
    double deepest = Limits.USUAL.deepest();

    @Option(names = "--divergence", paramLabel = "NATS", description = {
        "that removal may cause in answers at the most (default: ${DEFAULT-VALUE})"})
    double divergence = Limits.USUAL.divergence();

    @Option(names = "--induced", paramLabel = "SCORE", description = {
        "that addition must bring what is answered to (default: ${DEFAULT-VALUE})"})
    double induced = Limits.USUAL.induced();

    @Option(names = "--refusal", paramLabel = "TEXT", description = "how refusals begin (default: I)")
    List<String> refusals = List.of("I");

    VectorRefusalCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.SAFETENSORS);
        List<Prompt> begins = refusals.stream().<Prompt>map(text -> new Prompt.Text(text, false)).toList();
        RefusalDirectionRequest request = new RefusalDirectionRequest(prompts.positives(), prompts.negatives(),
                prompts.heldOut(), new Candidates(sites, positions, beside), new Limits(deepest, divergence, induced),
                begins);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            RefusalDirection found = work.ask(request);
            found.vector().ifPresent(vector -> {
                if (results.toFile(OutputFormat.SAFETENSORS)) {
                    results.file(temporary -> VectorFile.write(vector, temporary));
                }
            });
            if (output.json) {
                context.out().println(JsonDocuments.text(VectorDocuments.Refusal.of(found,
                        model.seed.into(found.provenance()), work.warnings())));
            } else {
                found.candidates().forEach(this::print);
            }
            if (found.vector().isEmpty()) {
                throw new CommandException("every candidate was discarded", "among " + found.candidates().size(),
                        "see why with --json, and try other sites, tokens or limits");
            }
        }
    }

    private void print(RefusalDirection.Candidate one) {
        context.out().printf(Locale.ROOT, "%s of layer %d, token %d: ablated %.3f, induced %.3f, divergence %.4f%s%n",
                one.site().suffix(), one.layer(), one.position(), one.ablated(), one.induced(), one.divergence(),
                VectorDocuments.reasons(one).stream().collect(Collectors.joining(", ", " ", "")).stripTrailing());
    }
}
