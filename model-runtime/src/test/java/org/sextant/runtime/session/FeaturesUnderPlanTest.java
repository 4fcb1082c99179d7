package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.RuleNumbers;
import org.sextant.runtime.testing.TensorFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The features of a model that a plan changes meanwhile.
class FeaturesUnderPlanTest {
    private static final int WIDTH = 32;
    private static final int FEATURES = 48;
    private static final int TOKENS = 4;
    private static final Prompt PROMPT = new Prompt.Ids(List.of(1, 5, 9, 2));
    private static final String FIRST = "blocks.0.hook_resid_post";
    private static final String SECOND = "blocks.1.hook_resid_post";
    private static final float[] ENCODER = RuleNumbers.fill("W_enc", WIDTH * FEATURES);
    private static final float[] BIAS = RuleNumbers.fill("b_enc", FEATURES);
    private static final float[] DIRECTION = RuleNumbers.fill("direction", WIDTH);

    @TempDir
    private Path folder;
    private Path sae;
    private OpenFixture open;

    @BeforeEach
    void begin() throws IOException {
        sae = folder.resolve("gemma-scope-2b-pt-res/layer_1/width_16k/params.npz");
        new TensorFiles().put("W_enc", ENCODER, WIDTH, FEATURES)
                .put("W_dec", RuleNumbers.fill("W_dec", WIDTH * FEATURES), FEATURES, WIDTH).put("b_enc", BIAS, FEATURES)
                .put("b_dec", new float[WIDTH], WIDTH).put("threshold", new float[FEATURES], FEATURES).writeTo(sae);
        open = OpenFixture.of(CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).path(), Dtype.FLOAT32);
    }

    @AfterEach
    void close() {
        open.close();
    }

    private FeaturesResult features(SteeringPlan plan) {
        return open.answer(new FeaturesRequest(PROMPT, SaePlace.of(sae), plan));
    }

    private static SteeringPlan adding(String site) {
        return new SteeringPlan(List.of(Edit.add(site, DIRECTION, 3)));
    }

    /// `[T, d_model]` where the SAE reads.
    private float[] read(SteeringPlan plan) {
        return open.answer(new RunRequest(PROMPT, List.of(SECOND), 0, false, plan)).sites().get(SECOND).toArray();
    }

    private static double[][] encoded(float[] rows) {
        double[][] features = new double[TOKENS][FEATURES];
        for (int position = 0; position < TOKENS; position++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                double sum = BIAS[feature];
                for (int i = 0; i < WIDTH; i++) {
                    sum += (double) rows[position * WIDTH + i] * ENCODER[i * FEATURES + feature];
                }
                features[position][feature] = Math.max(0, sum);
            }
        }
        return features;
    }

    /// In float32 against sums in float64: 1e-4 of numbers of size 1 to 10.
    private static void same(FeaturesResult result, double[][] expected) {
        double[][] given = new double[TOKENS][FEATURES];
        result.active().forEach(each -> given[each.position()][each.feature()] = each.activation());
        for (int position = 0; position < TOKENS; position++) {
            assertThat(given[position]).containsExactly(expected[position], within(1e-4));
        }
    }

    @Test
    void aChangeAtTheSitesOfTheSaeComesBeforeItsFeatures() {
        float[] moved = read(SteeringPlan.NONE);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 3 * DIRECTION[i % WIDTH];
        }
        FeaturesResult steered = features(adding(SECOND));
        same(steered, encoded(moved));
        assertThat(steered.active()).isNotEqualTo(features(SteeringPlan.NONE).active());
        assertThat(steered.provenance().settings())
                .anyMatch(setting -> setting.startsWith("edit=add 3.0 at " + SECOND));
    }

    @Test
    void aChangeInAnEarlierBlockIsReadThroughTheBlocksBetween() {
        SteeringPlan plan = adding(FIRST);
        same(features(plan), encoded(read(plan)));
        assertThat(features(plan).active()).isNotEqualTo(features(SteeringPlan.NONE).active());
    }

    @Test
    void aFeatureOfTheSameSaeThatIsAddedShowsInItself() {
        FeaturesResult before = features(SteeringPlan.NONE);
        FeaturesResult after = features(new SteeringPlan(List.of(
                new FeatureEdit(SECOND, Operation.ADD_FEATURE, sae, 3, 5, Positions.ALL))));
        assertThat(after.active()).isNotEqualTo(before.active());
        same(after, encoded(read(new SteeringPlan(List.of(
                new FeatureEdit(SECOND, Operation.ADD_FEATURE, sae, 3, 5, Positions.ALL))))));
    }

    @Test
    void anEmptyPlanAndOneThatActsBehindTheSaeChangeNoBit() {
        FeaturesResult plain = open.answer(new FeaturesRequest(PROMPT, sae));
        assertThat(features(SteeringPlan.NONE)).isEqualTo(plain);
        FeaturesResult moved = open.answer(new FeaturesRequest(PROMPT,
                new SaePlace(sae, Optional.of(FIRST), Optional.empty()), adding(SECOND)));
        assertThat(moved.active())
                .isEqualTo(open.answer(new FeaturesRequest(PROMPT, SaePlace.at(sae, FIRST))).active());
    }
}
