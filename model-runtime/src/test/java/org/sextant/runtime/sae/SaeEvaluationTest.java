package org.sextant.runtime.sae;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Numbers;
import org.sextant.runtime.train.TokenCorpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SaeEvaluationTest {
    private static final int[] IDS = {1, 5, 9, 2, 7, 3, 8, 4, 6, 0, 11, 13};
    private static final SaePlan.Reading READING = new SaePlan.Reading(16, 128, 1);

    private final SmallModel model = SmallModel.open();
    private final NDManager manager = Backend.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
        model.close();
    }

    /// Random weights.
    private Sae random(SaeSpec spec) {
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        SplittableRandom random = new SplittableRandom(4);
        for (SaeTensor tensor : spec.tensors()) {
            float[] values = new float[tensor.size(spec)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.2 * random.nextGaussian());
            }
            tensors.put(tensor, values);
        }
        return new Sae(SaeData.of(spec, tensors, "in a test"), manager.newSubManager());
    }

    /// Two features a number, one for each sign: it gives back what it gets.
    private Sae exact(String site) {
        int width = SmallModel.WIDTH;
        float[] encoder = new float[width * 2 * width];
        float[] decoder = new float[2 * width * width];
        for (int i = 0; i < width; i++) {
            encoder[i * 2 * width + 2 * i] = 1;
            encoder[i * 2 * width + 2 * i + 1] = -1;
            decoder[2 * i * width + i] = 1;
            decoder[(2 * i + 1) * width + i] = -1;
        }
        SaeSpec spec = SaeSpec.autoencoder(width, 2 * width, new SaeActivation.Relu(), true, site);
        return new Sae(SaeData.of(spec, Map.of(SaeTensor.W_ENC, encoder, SaeTensor.B_ENC, new float[2 * width],
                SaeTensor.W_DEC, decoder, SaeTensor.B_DEC, new float[width]), "in a test"), manager.newSubManager());
    }

    private float[] logits(Hooks hooks) {
        try (NDManager scope = model.transformer().newScope()) {
            return NativeMemory
                    .floats(model.transformer().forward(ForwardRequest.ofIds(scope, IDS), hooks).logits());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks.0.hook_resid_post", "blocks.1.hook_mlp_out", "blocks.0.attn.hook_z",
        "blocks.1.mlp.hook_post"})
    void withItsErrorItChangesNothing(String site) {
        int width = SiteRows.width(model.transformer().sites().require(site), model.transformer().spec());
        Sae sae = random(SaeSpec.autoencoder(width, 50, new SaeActivation.TopK(5, false), true, site));
        SaeSplice splice = new SaeSplice(sae, model.transformer(), 0);
        float[] clean = logits(Hooks.NONE);
        HookTable hooks = splice.hooks(new SaeSplice.Replacement.WithError());
        assertThat(Numbers.largestDifference(logits(hooks), clean) / Numbers.largest(clean)).isLessThan(1e-5f);
        hooks.requireAllFired();
        float[] spliced = logits(splice.hooks(new SaeSplice.Replacement.Reconstruction()));
        assertThat(Numbers.largestDifference(spliced, clean) / Numbers.largest(clean)).isGreaterThan(1e-2f);
    }

    @Test
    void aTranscodersErrorChangesNothingEither() {
        SaeSpec spec = new SaeSpec(SmallModel.WIDTH, SmallModel.WIDTH, 50, new SaeActivation.Relu(), false,
                InputNormalization.NONE, "blocks.1.ln2.hook_normalized", Optional.of("blocks.1.hook_mlp_out"), true,
                Map.of());
        SaeSplice splice = new SaeSplice(random(spec), model.transformer(), 0);
        float[] clean = logits(Hooks.NONE);
        HookTable hooks = splice.hooks(new SaeSplice.Replacement.WithError());
        assertThat(Numbers.largestDifference(logits(hooks), clean) / Numbers.largest(clean)).isLessThan(1e-5f);
        hooks.requireAllFired();
    }

    @Test
    void positionsThatArePassedOverStayWhatTheyAre() {
        Sae sae = random(SaeSpec.autoencoder(SmallModel.WIDTH, 50, new SaeActivation.Relu(), true, SmallModel.SITE));
        float[] clean = logits(Hooks.NONE);
        float[] spliced = logits(
                new SaeSplice(sae, model.transformer(), 3).hooks(new SaeSplice.Replacement.Zero()));
        int vocabulary = clean.length / IDS.length;
        for (int i = 0; i < 3 * vocabulary; i++) {
            assertThat(spliced[i]).isEqualTo(clean[i]);
        }
        assertThat(spliced[3 * vocabulary]).isNotEqualTo(clean[3 * vocabulary]);
    }

    @Test
    void anExactSaeRecoversAllOfTheLoss() {
        SaeEvaluation.Result result = new SaeEvaluation(model.transformer(), exact(SmallModel.SITE), READING)
                .of(SmallModel.texts(50, 3), Long.MAX_VALUE, (_, _) -> {});
        assertThat(result.reconstruction().fvu()).isLessThan(1e-9);
        assertThat(result.reconstruction().cosine()).isCloseTo(1, within(1e-6));
        assertThat(result.reconstruction().l0()).isCloseTo(SmallModel.WIDTH, within(1e-9));
        assertThat(result.losses().spliced()).isCloseTo(result.losses().clean(), within(1e-6));
        assertThat(result.losses().recovered()).isCloseTo(1, within(1e-4));
        assertThat(result.losses().zeroed()).isNotCloseTo(result.losses().clean(), within(1e-3));
        assertThat(result.losses().averaged()).isNotCloseTo(result.losses().zeroed(), within(1e-4));
    }

    /// Text by text, without batches, padding and running sums.
    @Test
    void metricsAndLossesAreThoseOfOneTextAtATime() {
        TokenCorpus texts = SmallModel.texts(30, 5);
        Sae sae = random(SaeSpec.autoencoder(SmallModel.WIDTH, 50, new SaeActivation.TopK(4, false), true,
                SmallModel.SITE));
        SaeEvaluation.Result result = new SaeEvaluation(model.transformer(), sae, READING).of(texts, Long.MAX_VALUE,
                (_, _) -> {});
        SaeSplice splice = new SaeSplice(sae, model.transformer(), 1);
        double[] sums = new double[3];
        long predicted = 0;
        for (int text = 0; text < texts.size(); text++) {
            int[] ids = texts.ids(text);
            List<Hooks> runs = List.of(Hooks.NONE, splice.hooks(new SaeSplice.Replacement.Reconstruction()),
                    splice.hooks(new SaeSplice.Replacement.Zero()));
            for (int run = 0; run < runs.size(); run++) {
                sums[run] += loss(ids, runs.get(run));
            }
            predicted += ids.length - 1;
        }
        assertThat(result.losses().tokens()).isEqualTo(predicted);
        assertThat(result.reconstruction().tokens()).isEqualTo(predicted);
        assertThat(result.reconstruction().l0()).isBetween(3.5, 4.0);
        assertThat(result.losses().clean()).isCloseTo(sums[0] / predicted, within(1e-5));
        assertThat(result.losses().spliced()).isCloseTo(sums[1] / predicted, within(1e-5));
        assertThat(result.losses().zeroed()).isCloseTo(sums[2] / predicted, within(1e-5));
    }

    private double loss(int[] ids, Hooks hooks) {
        try (NDManager scope = model.transformer().newScope()) {
            float[] logits = NativeMemory
                    .floats(model.transformer().forward(ForwardRequest.ofIds(scope, ids), hooks).logits());
            int vocabulary = logits.length / ids.length;
            double loss = 0;
            for (int i = 0; i + 1 < ids.length; i++) {
                double sum = 0;
                for (int word = 0; word < vocabulary; word++) {
                    sum += Math.exp(logits[i * vocabulary + word]);
                }
                loss -= Math.log(Math.exp(logits[i * vocabulary + ids[i + 1]]) / sum);
            }
            return loss;
        }
    }

    @Test
    void anSaeOfAnotherModelIsRefused() {
        Sae sae = random(SaeSpec.autoencoder(48, 50, new SaeActivation.Relu(), true, SmallModel.SITE));
        assertThatThrownBy(() -> new SaeEvaluation(model.transformer(), sae, READING))
                .isInstanceOf(SaeException.class).hasMessageContaining("48").hasMessageContaining("32");
    }

    @Test
    void fewerTokensAreReadWhereFewerAreAskedFor() {
        SaeEvaluation.Result result = new SaeEvaluation(model.transformer(), exact(SmallModel.SITE), READING)
                .of(SmallModel.texts(300, 3), 200, (_, _) -> {});
        assertThat(result.losses().tokens()).isBetween(200L, 330L);
    }
}
