package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataCell;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
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
    RoutingMeasure show = RoutingMeasure.TOP;

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
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = steer.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<RoutingResult>> answers = Answer.ask(work, asked,
                    prompt -> new RoutingRequest(prompt, maxNewTokens, plan));
            results.deliver(work.warnings(), answers.map(answer -> {
                Optional.ofNullable(trace).ifPresent(file -> write(answer.value(), work, file));
                var picture = new RoutingPicture(answer.value());
                return answer.map(_ -> new PictureResults.Shown(picture.figure(show),
                        prompts.many() ? picture.table() : picture.table().behind("prompt", DataCell.of(0)),
                        picture.provenance()));
            }));
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
