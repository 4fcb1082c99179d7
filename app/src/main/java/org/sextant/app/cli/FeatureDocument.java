package org.sextant.app.cli;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.Provenance;

/// The JSON document of `feature`.
///
/// @param label null without one
/// @param withoutLogits why both lists of tokens are empty; null where they are not
/// @param harvest what was counted; null without a harvest
record FeatureDocument(int feature, @Nullable String label, double decoderNorm, List<Effect> promoted,
        List<Effect> suppressed, @Nullable String withoutLogits, List<FeaturePage.Neighbour> neighbours,
        @Nullable Harvest harvest, Provenance provenance) {
    /// A token and what one unit of the feature adds to its logit.
    record Effect(int id, String token, double effect) {
        private static List<Effect> of(List<FeaturePage.TokenEffect> effects) {
            return effects.stream().map(each -> new Effect(each.id(), each.text(), each.effect())).toList();
        }
    }

    /// What a harvest counted.
    ///
    /// @param tokens at which it was active
    /// @param density their share
    record Harvest(long tokens, double density, double mean, float max, double binWidth, List<Integer> histogram,
            List<HarvestedFeature.Example> strongest, List<HarvestedFeature.Example> random,
            List<HarvestedFeature.Together> together) {
        private static Harvest of(HarvestedFeature counted) {
            return new Harvest(counted.row().tokens(), counted.density(), counted.row().mean(), counted.row().max(),
                    counted.binWidth(), counted.histogram(), counted.strongest(), counted.random(),
                    counted.together());
        }
    }

    static FeatureDocument of(FeaturePage page, @Nullable String label, Optional<HarvestedFeature> counted,
            Provenance provenance) {
        return new FeatureDocument(page.feature(), label, page.decoderNorm(), Effect.of(page.promoted()),
                Effect.of(page.suppressed()), page.withoutLogits().orElse(null), page.neighbours(),
                counted.map(Harvest::of).orElse(null), provenance);
    }
}
