package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataCell;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.app.routing.AgainstPicture;
import org.sextant.app.routing.AgainstPicture.Pairing;
import org.sextant.app.routing.RoutingMeasure;
import org.sextant.app.routing.RoutingPicture;
import org.sextant.app.routing.TraceFile;
import org.sextant.runtime.session.RoutingRequest;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which experts each token goes to.
@Command(name = "routing", description = {
    "Which experts each token of a prompt goes to, with weights and router logits, as CSV, JSON, Parquet or a heatmap.",
    "Rank 0 is the best by the score that selects; positions and layers count from 0."})
final class RoutingCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    SteerOption steer = new SteerOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--show", paramLabel = "NAME", description = {
        "what a picture shows: top (default) or entropy by layer and token; load, weight or probability by layer and expert"})
    @Nullable
    RoutingMeasure show;

    @Option(names = "--against-prompt", paramLabel = "TEXT", description = {
        "hold the prompt against another of its kind, text or what a user says: the difference of what --show names,",
        "load (default), weight or probability, by layer and expert, as layer,expert,load,load_against,difference"})
    @Nullable
    String against;

    @Option(names = "--against-model", paramLabel = "MODEL", description = {
        "hold the experts against those of another model on the same prompt, in the same form: MODEL less the other one;",
        "--steer holds in MODEL alone"})
    @Nullable
    String againstModel;

    @Option(names = "--max-new-tokens", paramLabel = "N", description = {
        "continue the prompt by the likeliest tokens first, and show where these go too (default: ${DEFAULT-VALUE})"})
    int maxNewTokens;

    @Option(names = "--trace", paramLabel = "FILE", description = {
        "write the trace too as routing viewers read it: JSON with model_id, num_layers, num_experts, top_k, text,",
        "token_strs, activations[{layer,token_idx,expert_idx,gate_weight}]"})
    @Nullable
    Path trace;

    RoutingCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        PictureResults results = PictureResults.prepare(context, output, prompts.many(), model.seed,
                OutputFormat.PARQUET);
        requireTrace();
        requireOne();
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = steer.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<RoutingResult>> answers = Answer.ask(work, asked,
                    prompt -> new RoutingRequest(prompt, maxNewTokens, plan));
            results.deliver(work.warnings(), answers.map(answer -> {
                Optional.ofNullable(trace).ifPresent(file -> write(answer.value(), work, file));
                var picture = new RoutingPicture(answer.value());
                return answer.map(_ -> compared(picture, work, plan));
            }));
        }
    }

    private PictureResults.Shown shown(RoutingPicture picture) {
        return new PictureResults.Shown(picture.figure(show == null ? RoutingMeasure.TOP : show),
                prompts.many() ? picture.table() : picture.table().behind("prompt", DataCell.of(0)),
                picture.provenance());
    }

    private PictureResults.Shown compared(RoutingPicture picture, ModelWork work, SteeringPlan plan) {
        if (against != null) {
            return shown(picture, work.ask(new RoutingRequest(prompts.another(against), maxNewTokens, plan)),
                    Pairing.PROMPTS);
        }
        if (againstModel != null) {
            try (ModelWork other = ModelWork.open(context, model.another(againstModel).request(context))) {
                return shown(picture, other.ask(new RoutingRequest(prompts.read().getFirst().prompt(), maxNewTokens,
                        SteeringPlan.NONE)), Pairing.MODELS);
            }
        }
        return shown(picture);
    }

    private PictureResults.Shown shown(RoutingPicture own, RoutingResult other, Pairing pairing) {
        var beside = new RoutingPicture(other);
        if (!AgainstPicture.comparable(own, beside)) {
            throw new CommandException("the two models have not the same layers with as many experts",
                    "at --against-model " + againstModel, "choose a model of the same shape");
        }
        var both = new AgainstPicture(own, beside, show == null ? RoutingMeasure.LOAD : show, pairing);
        return new PictureResults.Shown(both.figure(), both.table(), both.provenance());
    }

    private void requireOne() {
        if (against != null && againstModel != null) {
            throw new CommandException("one thing is held against another", "--against-prompt with --against-model",
                    "leave one of them out");
        }
        String option = against != null ? "--against-prompt" : "--against-model";
        if ((against != null || againstModel != null) && prompts.many()) {
            throw new CommandException("one prompt is held against another", "--prompts with " + option,
                    "give one with --prompt");
        }
        if ((against != null || againstModel != null) && show != null && show.byToken()) {
            throw new CommandException("differences are by layer and expert", "--show " + show.id() + " with " + option,
                    "show load, weight or probability");
        }
    }

    private void requireTrace() {
        if (trace != null) {
            if (prompts.many()) {
                throw new CommandException("a trace is of one prompt", "--prompts with --trace " + trace,
                        "give one with --prompt");
            }
            OutputFile.check(trace, output.force);
        }
    }

    private void write(RoutingResult result, ModelWork work, Path file) {
        var traced = new OutputOptions();
        traced.file = file;
        traced.force = output.force;
        traced.write(context.interruption(), temporary -> TraceFile.write(result, work.card(), temporary));
    }
}
