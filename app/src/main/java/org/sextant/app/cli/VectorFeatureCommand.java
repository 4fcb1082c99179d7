package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Locale;

import org.sextant.runtime.session.FeatureVector;
import org.sextant.runtime.session.FeatureVectorRequest;
import org.sextant.runtime.steering.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes the decoder row of an SAE's feature as a vector.
@Command(name = "feature", description = "The decoder row of a feature as a steering vector, at the place that the SAE writes to.")
final class VectorFeatureCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--sae", paramLabel = "DIR", required = true, description = "the SAE, a folder in SAELens layout")
    Path sae = Path.of("");

    @Option(names = "--feature", paramLabel = "N", required = true, description = "its number, from 0")
    int feature;

    VectorFeatureCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.SAFETENSORS);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            FeatureVector taken = work.ask(new FeatureVectorRequest(sae, feature));
            if (results.toFile(OutputFormat.SAFETENSORS)) {
                results.file(temporary -> VectorFile.write(taken.vector(), temporary));
            }
            if (output.json) {
                context.out().println(JsonDocuments.text(VectorDocuments.Feature.of(taken,
                        model.seed.into(taken.provenance()), work.warnings())));
            } else {
                context.out().printf(Locale.ROOT, "feature %d at %s: norm %.4f%n", feature, taken.sae().site(),
                        taken.norm());
            }
        }
    }
}
