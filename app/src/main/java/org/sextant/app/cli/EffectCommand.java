package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.routing.EffectArms;
import org.sextant.app.routing.EffectMeasure;
import org.sextant.app.routing.EffectPicture;
import org.sextant.app.routing.EffectQuestion;
import org.sextant.app.routing.EffectQuestions;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.session.ExpertLoadRequest;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.ExpertLoadResult;
import org.sextant.runtime.session.ExpertLoadResult.PromptLoad;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.PlanEffectRequest.Question;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What plans do to refusals, right answers and texts.
@Command(name = "effect", description = {
    "What plans do, each beside the unsteered model: how often requests are refused, how many questions are answered",
    "right, the loss on texts, with 95 %% intervals and paired changes, as CSV, JSON with the responses, or a picture."})
final class EffectCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(names = "--requests", paramLabel = "FILE", description = {
        "prompts whose refusal is judged: one a line, or JSON lines {\"text\":…}"})
    @Nullable
    Path requests;

    @Option(names = "--as-user", description = "put each request through the model's chat template, as what the person says")
    boolean asUser;

    @Option(names = "--refusals", paramLabel = "PHRASES", description = {
        "what refusals begin with, separated by commas; the score is of the first token of each"})
    String refusals = EffectQuestion.USUAL_PHRASES;

    @Option(names = "--questions", paramLabel = "FILE", description = {
        "JSON lines {\"prompt\":…, \"answer\":…, \"wrong\":…}; without wrong the answer has to be the likeliest token"})
    @Nullable
    Path questions;

    @Option(names = "--texts", paramLabel = "FILE", description = "texts whose loss is measured, one a line")
    @Nullable
    Path texts;

    @Option(names = "--plan", paramLabel = "NAME=PLAN.json", description = "a plan to try; may be repeated")
    Map<String, Path> plans = new LinkedHashMap<>();

    @Option(names = "--target", paramLabel = "FILE", description = {
        "prompts of a class, for plans from the resonance of experts, as `resonance` has them"})
    @Nullable
    Path target;

    @Option(names = "--rest", paramLabel = "FILE", description = "the other prompts")
    @Nullable
    Path rest;

    @Option(names = "--top", paramLabel = "N", description = "switch the N most resonant experts off")
    int top;

    @Option(names = "--random", paramLabel = "N", description = "switch N off by chance, in the layers of the N most resonant")
    int random;

    @Option(names = "--draws", paramLabel = "M", description = "how often they are drawn, from --seed on (default: ${DEFAULT-VALUE})")
    int draws = 3;

    @Option(names = "--forced", paramLabel = "N", description = "force the N most resonant experts on, for every token")
    int forced;

    @Option(names = "--order", paramLabel = "NAME", description = "what experts are ranked by: delta (default), z or ratio")
    Order order = Order.DELTA;

    @Option(names = "--max-new-tokens", paramLabel = "N", description = "how long a response is at the most (default: ${DEFAULT-VALUE})")
    int maxNewTokens = EffectQuestion.USUAL_TOKENS;

    @Option(names = "--measure", paramLabel = "NAME", description = {
        "what a picture shows: refused, refusal_score, right or loss (default: the first that was measured)"})
    @Nullable
    EffectMeasure measure;

    @Mixin
    OutputOptions output = new OutputOptions();

    EffectCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        check();
        Results results = Results.prepare(context, output, false, OutputFormat.CSV, OutputFormat.JSON, OutputFormat.PNG,
                OutputFormat.SVG, OutputFormat.PDF);
        List<Arm> own = new ArrayList<>();
        plans.forEach((name, file) -> own.add(new Arm(name, PlanFile.read(file))));
        List<Prompt> asked = prompts(requests);
        List<Question> known = questions == null ? List.of() : EffectQuestions.read(questions).questions();
        List<Prompt> read = texts == null
                ? List.of()
                : PromptFile.read(texts).stream().<Prompt>map(line -> new Prompt.Text(line.text())).toList();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            own.addAll(ofExperts(work));
            var question = new EffectQuestion(own, asked, EffectQuestion.phrases(refusals), maxNewTokens, known, read);
            deliver(results, work, new EffectPicture(work.ask(question.request())));
        }
    }

    private void check() {
        Ranges.atLeast(0, top, "--top");
        Ranges.atLeast(0, random, "--random");
        Ranges.atLeast(1, draws, "--draws");
        Ranges.atLeast(0, forced, "--forced");
        Ranges.atLeast(1, maxNewTokens, "--max-new-tokens");
        if (requests == null && questions == null && texts == null) {
            throw new CommandException("there is nothing to try plans on", "in the arguments",
                    "give --requests, --questions or --texts");
        }
        boolean experts = top + random + forced > 0;
        if (plans.isEmpty() && !experts) {
            throw new CommandException("there is no plan to try", "in the arguments",
                    "give --plan NAME=PLAN.json, or --target and --rest with --top, --random or --forced");
        }
        if (experts != (target != null && rest != null) || (target == null) != (rest == null)) {
            throw new CommandException("plans from the resonance need two lists and a number of experts",
                    "in the arguments", "give --target and --rest with --top, --random or --forced, or none of them");
        }
    }

    private List<Prompt> prompts(@Nullable Path file) {
        return file == null
                ? List.of()
                : PromptFile.read(file).stream().map(line -> EffectQuestion.asked(line.text(), asUser)).toList();
    }

    /// Tokens of prompts, each prompt alike, as `resonance` and the view count by themselves.
    private List<Arm> ofExperts(ModelWork work) {
        List<Prompt> wanted = prompts(target);
        if (wanted.isEmpty()) {
            return List.of();
        }
        ExpertLoadResult loads = work.ask(new ExpertLoadRequest(
                Stream.concat(wanted.stream(), prompts(rest).stream()).toList(), Span.PROMPT, Measure.TOKENS, true, 0,
                SteeringPlan.NONE));
        List<float[]> all = loads.prompts().stream().map(PromptLoad::load).map(load -> load.toArray()).toList();
        var resonance = new Resonance(loads.experts(), all.subList(0, wanted.size()),
                all.subList(wanted.size(), all.size()));
        int room = work.card().experts().orElseThrow().chosen();
        return new EffectArms(ExpertArms.of(resonance, order, loads.layers()), room)
                .chosen(new EffectArms.Choice(top, random, draws, model.seed.value(), forced));
    }

    private void deliver(Results results, ModelWork work, EffectPicture picture) {
        Provenance provenance = model.seed.into(picture.provenance());
        results.format().filter(OutputFormat::picture).ifPresent(_ -> results.file(
                temporary -> PictureFile.write(picture.figure(shown(picture)), provenance, temporary)));
        if (results.toFile(OutputFormat.CSV) || results.plain()) {
            var table = new TableResults(results, model.seed);
            table.deliver(work.warnings(), Stream.of(new Answer<>(0, Optional.empty(),
                    new TableResults.Shown(picture.table(), picture.provenance()))));
        }
        if (results.wantsJson()) {
            results.json(EffectDocument.of(picture, work.warnings(), provenance));
        }
    }

    private EffectMeasure shown(EffectPicture picture) {
        if (measure != null && !picture.measures().contains(measure)) {
            throw new CommandException("this was not measured", "--measure " + measure.id(),
                    "give what it is measured on");
        }
        return measure == null ? picture.measures().getFirst() : measure;
    }
}
