package org.sextant.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.FeatureVector;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.Separation;

/// The JSON documents of `vector`. Names of components are names of fields, in snake case; scripts rely on them.
final class VectorDocuments {
    private VectorDocuments() {}

    /// Of `vector derive`. The projections of a layer are in the order of the prompts.
    record Derived(String site, Map<String, String> about, List<Layer> layers, List<ReadPrompt> prompts,
            List<String> warnings, Provenance provenance) {
        static Derived of(DerivedVector derived, Provenance provenance, List<String> warnings) {
            return new Derived(derived.vector().site().suffix(), new TreeMap<>(derived.vector().about()),
                    derived.layers().stream().map(Layer::of).toList(),
                    derived.prompts().stream().map(ReadPrompt::of).toList(), warnings, provenance);
        }
    }

    /// One layer.
    record Layer(
            int layer,
            double auroc,
            double separation,
            double explainedVariance,
            double norm,
            Separation.Spread positive,
            Separation.Spread negative,
            Map<String, Double> cosines,
            List<Double> projections) {
        static Layer of(DerivedVector.Layer layer) {
            Separation separation = layer.separation();
            Map<String, Double> cosines = new TreeMap<>();
            layer.cosines().forEach((method, cosine) -> cosines.put(method.label(), cosine));
            return new Layer(layer.layer(), separation.auroc(), separation.distance(), layer.explainedVariance(),
                    layer.norm(), separation.positive(), separation.negative(), cosines, layer.projections());
        }
    }

    /// One prompt and the tokens that were read of it.
    record ReadPrompt(boolean positive, boolean heldOut, List<Integer> ids, List<Integer> read, List<String> tokens) {
        static ReadPrompt of(DerivedVector.ReadPrompt prompt) {
            return new ReadPrompt(prompt.positive(), prompt.heldOut(),
                    prompt.tokens().stream().map(Token::id).toList(), prompt.read(),
                    prompt.read().stream().map(place -> prompt.tokens().get(place).text()).toList());
        }
    }

    /// Of `vector derive --method learnt`.
    record Learnt(
            String site,
            Map<String, String> about,
            @Nullable Integer best,
            List<LearntLayer> layers,
            List<ReadPrompt> prompts,
            List<String> warnings,
            Provenance provenance) {
        static Learnt of(LearnDirectionResult learnt, Provenance provenance, List<String> warnings) {
            return new Learnt(learnt.vector().site().suffix(), new TreeMap<>(learnt.vector().about()),
                    learnt.best().orElse(null), learnt.layers().stream().map(LearntLayer::of).toList(),
                    learnt.pairs().stream().map(ReadPrompt::of).toList(), warnings, provenance);
        }
    }

    /// What a learnt direction does at one layer.
    record LearntLayer(
            int layer,
            double norm,
            @Nullable LearntEffect chosen,
            double turnedByChance,
            List<LearntEffect> tried,
            List<Double> losses) {
        static LearntLayer of(LearnDirectionResult.Layer layer) {
            return new LearntLayer(layer.layer(), layer.norm(),
                    layer.chosen().map(LearntEffect::of).orElse(null), layer.byChance(),
                    layer.tried().stream().map(LearntEffect::of).toList(), layer.losses());
        }
    }

    /// What a coefficient does.
    record LearntEffect(double coefficient, double turned, double lossRatio) {
        static LearntEffect of(LearnDirectionResult.Effect effect) {
            return new LearntEffect(effect.coefficient(), effect.turned(), effect.cost());
        }
    }

    /// Of `vector combine`.
    record Combined(String site, Map<String, String> about, List<CombinedLayer> layers) {}

    /// One layer of a combination.
    ///
    /// @param cosines with each file it was made from
    record CombinedLayer(int layer, double norm, Map<String, Double> cosines) {}

    /// Of `vector feature`.
    record Feature(
            String site,
            int layer,
            int feature,
            double norm,
            Map<String, String> about,
            List<String> warnings,
            Provenance provenance) {
        static Feature of(FeatureVector taken, Provenance provenance, List<String> warnings) {
            return new Feature(taken.vector().site().suffix(), taken.vector().byLayer().firstKey(), taken.feature(),
                    taken.norm(), new TreeMap<>(taken.vector().about()), warnings, provenance);
        }
    }

    /// Of `vector refusal`.
    record Refusal(
            @Nullable Candidate chosen,
            double harmful,
            double harmless,
            List<Integer> refusalIds,
            List<Candidate> candidates,
            List<String> warnings,
            Provenance provenance) {
        static Refusal of(RefusalDirection found, Provenance provenance, List<String> warnings) {
            return new Refusal(found.chosen().map(Candidate::of).orElse(null), found.harmful(), found.harmless(),
                    found.refusals().stream().map(Token::id).toList(),
                    found.candidates().stream().map(Candidate::of).toList(), warnings, provenance);
        }
    }

    /// One candidate.
    record Candidate(
            String site,
            int layer,
            int position,
            double norm,
            double ablated,
            double induced,
            double divergence,
            List<String> discarded) {
        static Candidate of(RefusalDirection.Candidate one) {
            return new Candidate(one.site().suffix(), one.layer(), one.position(), one.norm(), one.ablated(),
                    one.induced(), one.divergence(), reasons(one));
        }
    }

    /// `too_deep` and others, in a fixed order.
    static List<String> reasons(RefusalDirection.Candidate one) {
        return one.discarded().stream().sorted().map(reason -> reason.name().toLowerCase(Locale.ROOT)).toList();
    }
}
