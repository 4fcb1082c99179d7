package org.sextant.app.cli;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Separation;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a steering vector from two lists of prompts.
@Command(name = "derive", description = {"Makes a steering vector from two lists of prompts, a direction a layer,",
    "and tells on held-out prompts how far it keeps them apart."})
final class VectorDeriveCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    ContrastOptions prompts = new ContrastOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--method", paramLabel = "NAME", description = {
        "mean-difference (default), pca-center, pca-diff, probe, act-add, or learnt, which goes by gradients:",
        "each positive prompt is then the like of a negative one but for the word that is to turn"})
    DeriveMethod method = DeriveMethod.of(DerivationMethod.MEAN_DIFFERENCE);

    @Mixin
    LearnOptions learning = new LearnOptions();

    @Option(names = "--site", paramLabel = "NAME", converter = SiteSuffix.class, description = {
        "where in a block: resid_post (default), resid_pre, resid_mid, attn_out or mlp_out"})
    SiteKind site = SiteKind.RESID_POST;

    @Option(names = "--layers", paramLabel = "0-5", description = "blocks that get a direction (default: all)")
    @Nullable
    String layers;

    @Option(names = "--position", paramLabel = "RULE", converter = PositionConverter.class, description = {
        "the token that is read: last (default), mean, -2 from the end, instruction-end or after-instruction"})
    TokenPosition position = TokenPosition.LAST;

    @Option(names = "--compare", paramLabel = "NAME", split = ",", description = {
        "other methods, to tell the cosine with their directions"})
    List<DerivationMethod> compared = List.of();

    VectorDeriveCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.SAFETENSORS);
        List<Prompt> positive = prompts.positives();
        List<Prompt> negative = prompts.negatives();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            int blocks = work.card().layers();
            List<Integer> numbers = LayerList.parse(layers == null ? "0-" + (blocks - 1) : layers, blocks);
            if (method.derivation().isPresent()) {
                derive(new DeriveVectorRequest(positive, negative, prompts.heldOut(), method.derivation().get(), site,
                        numbers, position, compared), work, results);
            } else {
                learn(new LearnDirectionRequest(positive, negative, prompts.heldOut(), learning.texts(), numbers,
                        learning.course(model.seed.value())), work, results);
            }
        }
    }

    private void derive(DeriveVectorRequest request, ModelWork work, Results results) {
        DerivedVector derived = work.ask(request);
        write(derived.vector(), results);
        if (output.json) {
            context.out().println(JsonDocuments.text(VectorDocuments.Derived.of(derived,
                    model.seed.into(derived.provenance()), work.warnings())));
        } else {
            derived.layers().forEach(this::print);
        }
    }

    private void learn(LearnDirectionRequest request, ModelWork work, Results results) {
        LearnDirectionResult learnt = work.ask(request);
        write(learnt.vector(), results);
        if (output.json) {
            context.out().println(JsonDocuments
                    .text(VectorDocuments.Learnt.of(learnt, learnt.provenance(), work.warnings())));
        } else {
            learnt.layers().forEach(this::print);
        }
    }

    private static void write(SteeringVector vector, Results results) {
        if (results.toFile(OutputFormat.SAFETENSORS)) {
            results.file(temporary -> VectorFile.write(vector, temporary));
        }
    }

    private void print(LearnDirectionResult.Layer layer) {
        context.out().println("layer " + layer.layer() + ": " + layer.chosen().map(chosen -> String.format(Locale.ROOT,
                "coefficient %.4f turns %.4f at %.4f times the loss; by chance %.4f, norm %.4f", chosen.coefficient(),
                chosen.turned(), chosen.cost(), layer.byChance(), layer.norm()))
                .orElse("every coefficient costs too much"));
    }

    private void print(DerivedVector.Layer layer) {
        Separation separation = layer.separation();
        context.out().printf(Locale.ROOT,
                "layer %d: auroc %.4f, separation %.3f, explained variance %.4f, norm %.4f%n", layer.layer(),
                separation.auroc(), separation.distance(), layer.explainedVariance(), layer.norm());
    }
}
