package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.app.routing.ResonancePicture;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.ExpertLoadRequest;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.ExpertLoadResult;
import org.sextant.runtime.session.ExpertLoadResult.PromptLoad;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which experts have more to do with one list of prompts than with another.
@Command(name = "resonance", description = {
    "Token resonance: which experts have more to do with the target prompts than with the rest,",
    "as CSV, JSON, Parquet or a heatmap. Loads are shares of a prompt's tokens unless --sums is given."})
final class ResonanceCommand implements Runnable {
    /// Mean lengths that differ by more are said.
    private static final double UNLIKE = 1.25;

    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(names = "--target", paramLabel = "FILE", required = true, description = {
        "prompts of the class: one a line, or JSON lines {\"text\":…}"})
    Path target = Path.of("");

    @Option(names = "--rest", paramLabel = "FILE", required = true, description = "the other prompts")
    Path rest = Path.of("");

    @Option(names = "--as-user", description = "put each prompt through the model's chat template, as what the person says")
    boolean asUser;

    @Option(names = "--no-bos", description = "leave out the special tokens that the tokenizer would add")
    boolean noBos;

    @Mixin
    SteerOption steer = new SteerOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--measure", paramLabel = "NAME", description = {
        "tokens (default): how many the expert sees; weights: what it is multiplied by"})
    Measure measure = Measure.TOKENS;

    @Option(names = "--span", paramLabel = "NAME", description = {
        "whose tokens count: prompt (default), generated or all"})
    Span span = Span.PROMPT;

    @Option(names = "--max-new-tokens", paramLabel = "N", description = {
        "how far prompts are continued for generated tokens (default: ${DEFAULT-VALUE})"})
    int maxNewTokens = 32;

    @Option(names = "--sums", description = "loads are sums over a prompt, so that longer prompts weigh more")
    boolean sums;

    @Option(names = "--order", paramLabel = "NAME", description = {
        "what a picture shows: delta (default), z or ratio = (target - rest) / (target + rest)"})
    Order order = Order.DELTA;

    ResonanceCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        PictureResults results = PictureResults.prepare(context, output, false, model.seed, OutputFormat.PARQUET);
        List<Prompt> wanted = prompts(target);
        List<Prompt> others = prompts(rest);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            ExpertLoadResult loads = work.ask(new ExpertLoadRequest(
                    Stream.concat(wanted.stream(), others.stream()).toList(), span, measure, !sums,
                    span == Span.PROMPT ? 0 : maxNewTokens, steer.plan()));
            List<PromptLoad> own = loads.prompts().subList(0, wanted.size());
            List<PromptLoad> other = loads.prompts().subList(wanted.size(), loads.prompts().size());
            tellLengths(length(own), length(other));
            var picture = new ResonancePicture(new Resonance(loads.experts(), values(own), values(other)),
                    loads.layers(), provenance(loads.provenance(), own.size(), other.size()));
            results.deliver(work.warnings(), Stream.of(new Answer<>(0, Optional.empty(),
                    new PictureResults.Shown(picture.figure(order), picture.table(), picture.provenance()))));
        }
    }

    private List<Prompt> prompts(Path file) {
        return PromptFile.read(file).stream().map(line -> prompt(line.text())).toList();
    }

    private Prompt prompt(String text) {
        return asUser
                ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)
                : new Prompt.Text(text, !noBos);
    }

    private static List<float[]> values(List<PromptLoad> loads) {
        return loads.stream().map(load -> load.load().toArray()).toList();
    }

    private static double length(List<PromptLoad> loads) {
        return loads.stream().mapToInt(PromptLoad::tokens).average().orElse(0);
    }

    private void tellLengths(double own, double other) {
        if (Math.max(own, other) > UNLIKE * Math.min(own, other)) {
            context.err().printf(Locale.ROOT,
                    "sextant: note: target prompts have %.1f tokens on average and the rest %.1f; %s%n", own, other,
                    sums
                            ? "sums favour the longer ones, leave out --sums to compare shares"
                            : "loads are shares of a prompt's tokens");
        }
    }

    private Provenance provenance(Provenance asked, int own, int other) {
        return asked.withSetting("target=" + target + " (" + own + " prompts)")
                .withSetting("rest=" + rest + " (" + other + " prompts)").withSetting("as_user=" + asUser);
    }
}
