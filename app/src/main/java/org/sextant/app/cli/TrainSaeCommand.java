package org.sextant.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.session.SaeArchitecture;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.TrainSaeRequest;
import org.sextant.runtime.session.TrainSaeResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains an SAE, or takes up a training that was broken off.
@Command(name = "train", description = {"Trains a sparse autoencoder or transcoder on a model's activations.",
    "A training that was broken off goes on from its last saved state when the command is given again."})
final class TrainSaeCommand implements Runnable {
    private static final String CONFIG = "cfg.json";
    private static final String STATE = "sae-training.safetensors";
    private static final double AIMED_SPARSITY = 1;

    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(names = "--site", paramLabel = "NAME", required = true, description = {
        "whose values are encoded, as blocks.1.hook_resid_post"})
    String site = "";

    @Option(names = "--site-out", paramLabel = "NAME", description = {
        "whose values are to come out, for a transcoder"})
    @Nullable
    String siteOut;

    @Option(names = "--corpus", paramLabel = "FILE", required = true, description = {
        "texts to learn: one a line, or in a file .jsonl JSON lines {\"text\":…}"})
    Path corpus = Path.of("");

    @Option(names = "--architecture", paramLabel = "NAME", required = true, description = {
        "topk, batchtopk, jumprelu or top-afa"})
    String architecture = "";

    @ArgGroup
    @Nullable
    Size size;

    /// One of them at most.
    static final class Size {
        @Option(names = "--features", paramLabel = "N", description = "number of features")
        @Nullable
        Integer features;

        @Option(names = "--expansion", paramLabel = "X", description = {
            "features for each number of the model's width (default: 8)"})
        @Nullable
        Integer expansion;
    }

    @Option(names = "--k", paramLabel = "K", description = {
        "active features a token, of topk and batchtopk (default: ${DEFAULT-VALUE})"})
    int k = 32;

    @Option(names = "--l0-target", paramLabel = "K", description = "active features a token that jumprelu comes to")
    @Nullable
    Integer target;

    @Option(names = "--sparsity", paramLabel = "λ", description = {
        "weight of jumprelu's penalty on active features (default: 1e-3, with --l0-target 1)"})
    @Nullable
    Double sparsity;

    @Option(names = "--lambda", paramLabel = "λ", description = {
        "weight of top-afa's penalty on the difference of norms (default: 1/64)"})
    double lambda = 1.0 / 64;

    @Option(names = "--tokens", paramLabel = "N", description = {
        "tokens to learn, texts over and over where they are fewer (default: ${DEFAULT-VALUE})"})
    long tokens = 4_000_000;

    @Option(names = "--rate", paramLabel = "R", description = "highest learning rate (default: ${DEFAULT-VALUE})")
    double rate = TrainSaeRequest.USUAL_RATE;

    @Option(names = "--threads", paramLabel = "N", description = {
        "that share the work; the same number gives the same numbers (default: ${DEFAULT-VALUE})"})
    int threads = 1;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = {
        "folder for the SAE in SAELens layout, its curve, and the state to go on from"})
    Path out = Path.of("");

    @Option(names = "--force", description = "replace another SAE that lies there")
    boolean force;

    @Option(names = "--json", description = "print one JSON document on standard output")
    boolean json;

    TrainSaeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        SaeArchitecture chosen = chosen();
        requireFree();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            TrainSaeResult result = work.ask(new TrainSaeRequest(corpus, out, site, Optional.ofNullable(siteOut),
                    chosen, features(work.card().dModel()), tokens, rate, model.seed.value(), threads));
            if (json) {
                context.out().println(JsonDocuments.text(Documents.TrainedSae.of(result)));
            } else {
                print(result);
            }
        }
    }

    private SaeArchitecture chosen() {
        OptionalInt aim = target == null ? OptionalInt.empty() : OptionalInt.of(target);
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "topk" -> new SaeArchitecture.TopK(k);
            case "batchtopk" -> new SaeArchitecture.BatchTopK(k);
            case "jumprelu" -> new SaeArchitecture.JumpRelu(
                    sparsity == null ? aim.isPresent() ? AIMED_SPARSITY : 1e-3 : sparsity, aim);
            case "top-afa" -> new SaeArchitecture.TopAfa(lambda);
            default -> throw new CommandException("there is no such architecture", "--architecture " + architecture,
                    "choose topk, batchtopk, jumprelu or top-afa");
        };
    }

    private int features(int width) {
        if (size != null && size.features != null) {
            return size.features;
        }
        int expansion = size == null || size.expansion == null ? 8 : size.expansion;
        Ranges.atLeast(1, expansion, "--expansion");
        return Math.multiplyExact(expansion, width);
    }

    /// A state of the same training is gone on from; anything else that lies there is not ours to replace.
    private void requireFree() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandException("a file stands there", "at --out " + out, "name a folder");
        }
        if (!force && Files.exists(out.resolve(CONFIG)) && !Files.exists(out.resolve(STATE))) {
            throw new CommandException("an SAE lies there already", "at --out " + out,
                    "choose another folder or add --force");
        }
    }

    private void print(TrainSaeResult result) {
        SaeMetrics metrics = result.metrics();
        context.out().printf(Locale.ROOT, "%s: %,d tokens in %,d steps%n", result.folder(), result.tokens(),
                result.steps());
        context.out().printf(Locale.ROOT, "explained variance %.4f, L0 %.1f, dead %.1f %%, loss recovered %.4f%n",
                metrics.explainedVariance(), metrics.l0(), 100 * metrics.dead(), metrics.lossRecovered());
    }
}
