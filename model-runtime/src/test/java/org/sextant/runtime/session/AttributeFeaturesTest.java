package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sextant.runtime.session.AttributedPrompts.ALL_MAPS;
import static org.sextant.runtime.session.AttributedPrompts.LONG;
import static org.sextant.runtime.session.AttributedPrompts.ask;

/// Features of SAEs and transcoders as nodes, and attribution in double precision.
class AttributeFeaturesTest {
    @TempDir
    private Path folder;
    private Path model = Path.of("");

    @BeforeEach
    void makeModel() {
        model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
    }

    private Path trained(OpenFixture open, String site, Optional<String> out, SaeArchitecture architecture)
            throws IOException {
        Random random = new Random(4);
        Path corpus = Files.write(folder.resolve("texts.txt"), IntStream.range(0, 200).mapToObj(_ -> random
                .ints(30, 'a', 'z' + 1).mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining())).toList());
        Path sae = folder.resolve("sae");
        open.answer(new TrainSaeRequest(corpus, sae, site, out, architecture, 80, 4096, 3e-3, 5, 1));
        return sae;
    }

    /// `x_a − x_b = Σ Δf W + Δε`, so at each position features and error together score what the site does.
    private static void assertAddsUp(OpenFixture open, Path sae, NodeKind site, AttributionMethod method, int layer) {
        AttributionSettings settings = AttributionSettings.DEFAULT.with(method).withSteps(4).withTop(10_000)
                .withSae(sae).withNodes(EnumSet.of(site, NodeKind.FEATURE, NodeKind.FEATURE_ERROR));
        AttributeResult result = ask(open, settings.besidePatching(), LONG);
        AttributedPair pair = result.pairs().getFirst();
        for (int position = 0; position < 7; position++) {
            int here = position;
            double features = pair.strongest().stream().filter(node -> node.cell().position() == here)
                    .mapToDouble(ScoredNode::score).sum();
            assertThat(features + pair.nodes().getLast().value(0, 0, position))
                    .isCloseTo(pair.nodes().getFirst().value(layer, 0, position), within(1e-4));
        }
        assertThat(pair.strongest()).isNotEmpty();
        assertThat(result.agreement().get(NodeKind.FEATURE).pearson()).isGreaterThan(0.5);
    }

    @Test
    void featuresAndWhatTheSaeLeavesAddUpToTheirSite() throws IOException {
        try (OpenFixture open = OpenFixture.of(model, Dtype.FLOAT32)) {
            Path sae = trained(open, "blocks.0.hook_resid_post", Optional.empty(), new SaeArchitecture.TopK(8));
            for (AttributionMethod method : List.of(AttributionMethod.RELP, AttributionMethod.ATP,
                    AttributionMethod.INTEGRATED_GRADIENTS)) {
                assertAddsUp(open, sae, NodeKind.RESID_POST, method, 0);
            }
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.FEATURE)), LONG))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("no SAE");
            assertThatThrownBy(() -> ask(open, AttributionSettings.DEFAULT.with(AttributionMethod.MEAN_ABLATION)
                    .withSae(sae).withNodes(Set.of(NodeKind.FEATURE_ERROR)), LONG))
                    .isInstanceOf(AttributionException.class).hasMessageContaining("not set to their mean");
        }
    }

    /// Its features read what enters the MLP and are scored where they write.
    @Test
    void featuresOfATranscoderAndWhatItLeavesAddUpToWhatTheMlpAdds() throws IOException {
        try (OpenFixture open = OpenFixture.of(model, Dtype.FLOAT32)) {
            Path transcoder = trained(open, "blocks.0.ln2.hook_normalized", Optional.of("blocks.0.hook_mlp_out"),
                    new SaeArchitecture.BatchTopK(8));
            for (AttributionMethod method : List.of(AttributionMethod.RELP, AttributionMethod.ATP,
                    AttributionMethod.INTEGRATED_GRADIENTS)) {
                assertAddsUp(open, transcoder, NodeKind.MLP_OUT, method, 0);
            }
        }
    }

    /// SAEs compute in float32 in any case.
    @Test
    void inDoublePrecisionScoresAreTheSame() throws IOException {
        try (OpenFixture single = OpenFixture.of(model, Dtype.FLOAT32);
                OpenFixture wide = OpenFixture.of(model, Dtype.FLOAT64)) {
            for (AttributionMethod method : List.of(AttributionMethod.RELP, AttributionMethod.ATP,
                    AttributionMethod.INTEGRATED_GRADIENTS, AttributionMethod.PATCHING,
                    AttributionMethod.ZERO_ABLATION, AttributionMethod.MEAN_ABLATION, AttributionMethod.CP_LRP)) {
                AttributionSettings settings = ALL_MAPS.with(method).with(PatchDirection.NOISING);
                AttributedPrompts.assertSame(ask(wide, settings, LONG).pairs().getFirst(),
                        ask(single, settings, LONG).pairs().getFirst());
            }
            Path sae = trained(single, "blocks.0.hook_resid_post", Optional.empty(), new SaeArchitecture.TopK(8));
            assertAddsUp(wide, sae, NodeKind.RESID_POST, AttributionMethod.RELP, 0);
        }
    }
}
