package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.sextant.app.attribution.AttributionPicture;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.ProvenanceFile;
import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which nodes an answer comes from.
@Command(name = "attribute", description = {
    "Which places in the model an answer comes from, as CSV, JSON or a heatmap.",
    "A score is in logit[answer] - logit[wrong], or by --answer-metric sum-logprob in the log-probabilities of all",
    "their tokens; positions are those of the run that is changed."})
final class AttributeCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    ContrastPairOptions pairs = new ContrastPairOptions();

    @Mixin
    SteerOption steer = new SteerOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--method", paramLabel = "NAME", description = {
        "relp (default), atp, ig, patching, zero-ablation, mean-ablation, or of one prompt's tokens attnlrp, cplrp"})
    AttributionMethod method = AttributionMethod.RELP;

    @Option(names = "--rules", paramLabel = "NAME,…", split = ",", hideParamSyntax = true, description = {
        "of relp: ln, identity, half, ah, zero, router-half (default: ln,identity,half)"})
    @Nullable
    Set<Rule> rules;

    @Option(names = "--nodes", paramLabel = "NAME,…", split = ",", hideParamSyntax = true, description = {
        "resid_pre, resid_mid, resid_post, attn_out, mlp_out, head, neuron, feature, feature_error",
        "(default: resid_pre,attn_out,mlp_out)"})
    Set<NodeKind> nodes = new LinkedHashSet<>();

    @Option(names = "--direction", paramLabel = "NAME", description = {
        "denoising (default): clean values into the corrupt run; noising: the other way round"})
    PatchDirection direction = PatchDirection.DENOISING;

    @Option(names = "--against", paramLabel = "patching", description = {
        "patch every node too, and tell how far the estimate agrees"})
    @Nullable
    AttributionMethod against;

    @Option(names = "--answer-metric", paramLabel = "NAME", description = {
        "first (default): one token's logit; sum-logprob: the log-probabilities of all tokens of an answer, summed"})
    AnswerMetric metric = AnswerMetric.FIRST;

    @Option(names = "--normalised", description = "divide scores by clean - corrupt")
    boolean normalised;

    @Option(names = "--alignment", paramLabel = "NAME", description = {
        "exact (default), spans: by what both texts have in common, or pad: from the end"})
    Alignment alignment = Alignment.EXACT;

    @Option(names = "--position", paramLabel = "T", description = {
        "token of the clean prompt whose next one is looked at (default: the last)"})
    @Nullable
    Integer position;

    @Option(names = "--steps", paramLabel = "K", description = "of ig (default: ${DEFAULT-VALUE})")
    int steps = AttributionSettings.DEFAULT.steps();

    @Option(names = "--top", paramLabel = "N", description = "neurons and features to give (default: ${DEFAULT-VALUE})")
    int top = AttributionSettings.DEFAULT.top();

    @Option(names = "--sae", paramLabel = "DIR", description = "the SAE whose features are scored")
    @Nullable
    Path sae;

    AttributeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.CSV, OutputFormat.JSON, OutputFormat.PNG,
                OutputFormat.SVG, OutputFormat.PDF);
        requirePossible(results);
        List<ContrastPair> asked = pairs.read(method.ofTokens());
        AttributeRequest request = new AttributeRequest(asked, settings(), steer.plan());
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            AttributeResult result = work.ask(request);
            result.notes().forEach(note -> context.err().println("sextant: note: " + note));
            deliver(results, new AttributionPicture(result, normalised ? divisor(result) : 1),
                    work.warnings());
        }
    }

    private void requirePossible(Results results) {
        if (against != null && (against != AttributionMethod.PATCHING || method.runsEveryNode() || method.ofTokens())) {
            throw new CommandException("an estimate of nodes is compared with patching", "--against " + against.id()
                    + " with --method " + method.id(), "choose relp, atp or ig with --against patching");
        }
        boolean onlyListed = !nodes.isEmpty() && nodes.stream().allMatch(NodeKind::listed);
        if (onlyListed && results.format().filter(OutputFormat::picture).isPresent()) {
            throw new CommandException("neurons and features have no map to draw", "--out " + output.file,
                    "write .csv or .json, or add other nodes");
        }
        if (steps < 1 || top < 0) {
            throw new CommandException("this is no count", steps < 1 ? "--steps " + steps : "--top " + top,
                    "choose 1 or more");
        }
    }

    private AttributionSettings settings() {
        return new AttributionSettings(method, Optional.ofNullable(rules),
                nodes.isEmpty() ? AttributionSettings.DEFAULT.nodes() : EnumSet.copyOf(nodes), direction, alignment,
                position == null ? OptionalInt.empty() : OptionalInt.of(position), steps, top,
                Optional.ofNullable(sae), against != null, metric);
    }

    private static double divisor(AttributeResult result) {
        return result.normaliser().orElseThrow(() -> new CommandException(
                "the clean and the corrupt run are all but the same (" + result.metricClean() + " and "
                        + result.metricCorrupt() + "), so there is nothing to divide by",
                "with --normalised", "leave it out, or choose prompts whose answers differ"));
    }

    private void deliver(Results results, AttributionPicture picture, List<String> warnings) {
        Provenance provenance = model.seed.into(picture.provenance());
        if (results.format().filter(OutputFormat::picture).isPresent()) {
            results.file(temporary -> PictureFile.write(HeatmapFigure.of(picture.heatmap()), provenance, temporary));
        }
        if (results.toFile(OutputFormat.CSV)) {
            results.file(temporary -> {
                try (Writer csv = Files.newBufferedWriter(temporary)) {
                    picture.table().writeCsv(csv);
                }
                ProvenanceFile.write(provenance, temporary);
            });
        }
        if (results.plain()) {
            print(picture);
        }
        if (results.wantsJson()) {
            results.json(AttributionDocument.of(picture, provenance, warnings));
        }
    }

    private void print(AttributionPicture picture) {
        try {
            picture.table().writeCsv(context.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
