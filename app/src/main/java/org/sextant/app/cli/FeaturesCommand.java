package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.app.features.PromptFeatures;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;
import org.sextant.runtime.session.SaeMetricsResult;
import org.sextant.runtime.session.SaePlace;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The features of an SAE: which are active, and how good it is.
@Command(name = "features", description = {
    "The features of a sparse autoencoder that are active in a prompt, as CSV or JSON;",
    "with --corpus how well it gives activations back, and how well the model predicts with it."})
final class FeaturesCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--sae", paramLabel = "PATH", required = true, description = {
        "the SAE: a folder or file of SAELens, Gemma Scope, sparsify, OpenAI, dictionary_learning, Llama Scope and others;",
        "see sextant sae list"})
    Path sae = Path.of("");

    @Option(names = "--site", paramLabel = "NAME", description = {
        "where the SAE's input is, as blocks.6.hook_resid_post (default: what its files say)"})
    @Nullable
    String site;

    @Option(names = "--site-out", paramLabel = "NAME", description = {
        "of a transcoder, where its output belongs (default: what its files say)"})
    @Nullable
    String siteOut;

    @ArgGroup(multiplicity = "1")
    Given given = new Given();

    @Mixin
    SteerOption steer = new SteerOption();

    @Option(names = "--no-bos", description = "leave out the special tokens that the tokenizer would add to a prompt")
    boolean noBos;

    @Option(names = "--tokens", paramLabel = "N", description = {
        "tokens of the corpus to measure on at the most (default: ${DEFAULT-VALUE})"})
    long tokens = SaeMetricsRequest.ENOUGH_TOKENS;

    /// Exactly one of them is given: a corpus, or what a prompt comes from in every command.
    static final class Given extends PromptOptions.Source {
        @Option(names = "--corpus", paramLabel = "FILE", description = {
            "texts to measure on: one a line, or in a file .jsonl JSON lines {\"text\":…}"})
        @Nullable
        Path corpus;
    }

    FeaturesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (given.corpus == null) {
            activations();
        } else {
            requireUnsteered();
            metrics(given.corpus);
        }
    }

    private void requireUnsteered() {
        if (steer.file != null) {
            throw new CommandException("how good an SAE is, is measured on the model as it is", "at --steer",
                    "leave it out, or give a prompt in place of --corpus");
        }
    }

    private void metrics(Path corpus) {
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            SaeMetricsResult result = work.ask(new SaeMetricsRequest(place(), corpus, tokens));
            if (results.plain()) {
                print(result.metrics());
            } else {
                results.json(Documents.SaeFigures.of(result.metrics(), model.seed.into(result.provenance())));
            }
        }
    }

    private void print(SaeMetrics metrics) {
        context.out().printf(Locale.ROOT,
                "tokens %d%nl0 %.2f%nfvu %.5f%nexplained_variance %.5f%ncosine %.5f%nloss_clean %.4f%nloss_spliced %.4f%n"
                        + "loss_ablated %.4f%nloss_recovered %.4f%ndead %.4f%n",
                metrics.tokens(), metrics.l0(), metrics.fvu(), metrics.explainedVariance(), metrics.cosine(),
                metrics.lossClean(), metrics.lossSpliced(), metrics.lossAblated(), metrics.lossRecovered(),
                metrics.dead());
    }

    private void activations() {
        PromptOptions prompts = prompts();
        TableResults results = TableResults.prepare(context, output, prompts.many(), model.seed);
        List<LabelledPrompt> asked = prompts.read();
        SteeringPlan plan = steer.plan();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            Stream<Answer<FeaturesResult>> answers = Answer.ask(work, asked,
                    prompt -> new FeaturesRequest(prompt, place(), plan));
            results.deliver(warnings(work), answers.map(answer -> answer
                    .map(result -> new TableResults.Shown(PromptFeatures.table(result), result.provenance()))));
        }
    }

    private SaePlace place() {
        return new SaePlace(sae, Optional.ofNullable(site), Optional.ofNullable(siteOut));
    }

    /// About the model, then about the SAE.
    private List<String> warnings(ModelWork work) {
        return Stream.concat(work.warnings().stream(), SaeCard.read(sae).warnings().stream()).toList();
    }

    private PromptOptions prompts() {
        var prompts = new PromptOptions();
        prompts.source = given;
        prompts.noBos = noBos;
        return prompts;
    }
}
