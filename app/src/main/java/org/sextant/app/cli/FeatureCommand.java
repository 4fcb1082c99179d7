package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.FeaturePageRequest;
import org.sextant.runtime.session.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One feature of an SAE.
@Command(name = "feature", description = {
    "One feature of a sparse autoencoder by its weights, as JSON: tokens it promotes, features alike;",
    "with --store what a harvest counted of it."})
final class FeatureCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--sae", paramLabel = "PATH", required = true, description = "the SAE, a folder or a file")
    Path sae = Path.of("");

    @Option(names = "--feature", paramLabel = "N", required = true, description = "its number, counted from 0")
    int feature;

    @Option(names = "--top", paramLabel = "N", description = {
        "tokens and neighbours to name (default: ${DEFAULT-VALUE})"})
    int top = 20;

    @Option(names = "--store", paramLabel = "FILE", description = "the DuckDB file of a harvest")
    @Nullable
    Path store;

    FeatureCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Ranges.atLeast(1, top, "--top");
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            FeaturePage page = work.ask(new FeaturePageRequest(sae, feature, top));
            Optional<HarvestedFeature> counted = Optional.ofNullable(store)
                    .map(file -> HarvestFile.feature(file, feature));
            String label = FeatureLabels.of(sae).of(feature).map(FeatureLabels.Label::text).orElse(null);
            Provenance provenance = model.seed.into(page.provenance());
            results.json(FeatureDocument.of(page, label, counted,
                    store == null ? provenance : provenance.withSetting("store=" + store)));
        }
    }
}
