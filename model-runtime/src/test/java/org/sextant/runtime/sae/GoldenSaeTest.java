package org.sextant.runtime.sae;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Features, reconstructions and metrics as METHODS.md 2.10 and 2.11 print them, to six digits.
class GoldenSaeTest {
    private static final float TOLERANCE = 5e-6f;

    private final NDManager manager = Backend.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Case(SaeData data, float[] features, float[] reconstruction) {
        @Override
        public String toString() {
            return data.spec().activation() + " " + data.spec().normalization() + " " + data.spec().centred();
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(GoldenSae.data(new SaeActivation.Relu(), true),
                        row(1.35171, 0, 0, 0, 0, 0, 1.03229, 0.379038, 0, 0, 0.193755, 0.224197, 1.55112, 0.63833, 0, 0,
                                0.157821, 0.714782),
                        row(-0.348774, 1.35073, 0.037066, -0.794842, -0.028631, 1.17238, -0.343821, -0.48749, 0.225654,
                                1.51976, -0.819385, -0.739331)),
                new Case(GoldenSae.data(new SaeActivation.Relu(), false),
                        row(1.25384, 0, 0, 0, 0, 3.7e-05, 0.934432, 0.564941, 0, 0, 0.344687, 0.285222, 1.45326,
                                0.824233, 0, 0, 0.308753, 0.775807),
                        row(-0.325175, 1.26639, 0.039527, -0.724792, 0.069447, 1.16379, -0.50174, -0.389916, 0.323732,
                                1.51117, -0.977303, -0.641757)),
                new Case(GoldenSae.data(new SaeActivation.JumpRelu(), false),
                        row(1.25384, 0, 0, 0, 0, 0, 0.934432, 0.564941, 0, 0, 0, 0, 1.45326, 0.824233, 0, 0, 0,
                                0.775807),
                        row(-0.32519, 1.2664, 0.039547, -0.724798, 0.104044, 1.24005, -0.365033, -0.421271, 0.459817,
                                1.47054, -0.995895, -0.626442)),
                new Case(GoldenSae.data(new SaeActivation.TopK(2, false), true),
                        row(1.35171, 0, 0, 0, 0, 0, 1.03229, 0.379038, 0, 0, 0, 0, 1.55112, 0, 0, 0, 0, 0.714782),
                        row(-0.348774, 1.35073, 0.037066, -0.794842, -0.035456, 1.24248, -0.231716, -0.515966,
                                -0.102803, 1.21777, -0.362598, -0.816143)),
                new Case(GoldenSae.data(new SaeActivation.TopK(2, true), true),
                        row(1.54918, 0, 0, 0, 0, 0, 1.18311, 0.403647, 0, 0, 0, 0, 1.77773, 0.679772, 0, 0, 0, 0),
                        row(-0.348774, 1.35073, 0.037066, -0.794842, -0.035456, 1.24248, -0.231716, -0.515966, 0.001187,
                                1.80378, -0.434281, -0.852929)),
                new Case(GoldenSae.data(new SaeActivation.Gated(), true),
                        row(1.18222, 0, 0, 0, 0, 0, 0.833933, 0.444929, 0, 0, 0.230131, 0.402342, 1.39966, 0.694155, 0,
                                0, 0.196389, 0.868567),
                        row(-0.30793, 1.20469, 0.041364, -0.673536, 0.117505, 0.959302, -0.48308, -0.308318, 0.343222,
                                1.35334, -0.9389, -0.599315)),
                new Case(GoldenSae.data(new SaeActivation.Relu(), InputNormalization.CONSTANT_NORM),
                        row(1.78191, 0, 0, 0, 0, 0, 1.60386, 0.742983, 0, 0, 0.557087, 0.469434, 1.86723, 0.822874, 0,
                                0, 0.272623, 0.913528),
                        row(-0.328703, 1.25061, 0.019003, -0.801147, 0.000764, 1.04382, -0.435407, -0.486762, 0.239329,
                                1.45995, -0.861992, -0.738992)),
                new Case(GoldenSae.data(new SaeActivation.Relu(), InputNormalization.LAYER_NORM),
                        row(1.69181, 0, 0, 0, 0, 0.684486, 1.45645, 1.03287, 0, 0, 0.58023, 1.12609, 1.60853, 0.786006,
                                0, 0, 0.195744, 0.985667),
                        row(-0.549536, 0.436993, -0.681154, -1.05744, -0.070362, 0.497097, -1.0682, -0.656336, 0.195026,
                                1.22332, -1.15262, -0.824279)),
                // openai_topk: the layer norm of OpenAI's code, then the two largest.
                new Case(GoldenSae.data(spec(new SaeActivation.TopK(2, false), InputNormalization.LAYER_NORM)),
                        row(1.69181, 0, 0, 0, 0, 0.684486, 1.45645, 0, 0, 0, 0, 1.12609, 1.60853, 0, 0, 0, 0, 0.985667),
                        row(-0.549536, 0.436993, -0.681154, -1.05744, -0.2875, 0.199928, -0.665801, -0.71683,
                                -0.174032, 0.883317, -0.638656, -0.910655)),
                // dictionary_learning batchtopk, threshold .5.
                new Case(halfThreshold(),
                        row(1.35171, 0, 0, 0, 0, 0, 1.03229, 0, 0, 0, 0, 0, 1.55112, 0.63833, 0, 0, 0, 0.714782),
                        row(-0.348774, 1.35073, 0.037066, -0.794842, -0.271798, 1.07549, 0.045166, -0.566225, 0.295215,
                                1.49899, -0.828888, -0.731503)),
                new Case(GoldenSae.data(new SaeActivation.TopAfa(), true),
                        row(1.24058, 0, 0, 0, 0, 0.00704, 0.921165, 0.338339, 0, 0, 0.372427, 0.292225, 1.43999, 0, 0,
                                0, 0, 0),
                        row(-0.319097, 1.25197, 0.035997, -0.714106, -0.077994, 1.05319, -0.33807, -0.410653, -0.37005,
                                1.4268, 0.034827, -0.85803)));
    }

    private static SaeSpec spec(SaeActivation activation, InputNormalization normalization) {
        return new SaeSpec(GoldenSae.WIDTH, GoldenSae.WIDTH, GoldenSae.FEATURES, activation, true, normalization,
                GoldenSae.SITE, Optional.empty(), false, Map.of());
    }

    private static SaeData halfThreshold() {
        Map<SaeTensor, float[]> tensors = GoldenSae.tensors();
        tensors.put(SaeTensor.THRESHOLD, new float[]{.5f, .5f, .5f, .5f, .5f, .5f});
        return SaeData.of(spec(new SaeActivation.JumpRelu(), InputNormalization.NONE), tensors, "in a test");
    }

    /// Against a plain loop over numbers.
    @Test
    void groupMaxAndSignedTopKKeepWhatTheirNamesSay() {
        float[] pre;
        try (Sae plain = new Sae(GoldenSae.data(new SaeActivation.Identity(), true), manager.newSubManager())) {
            pre = NativeMemory.floats(plain.encode(GoldenSae.inputs(manager)));
        }
        float[] groups = new float[pre.length];
        float[] signed = new float[pre.length];
        for (int row = 0; row < GoldenSae.ROWS; row++) {
            for (int i = 0; i < GoldenSae.FEATURES; i++) {
                int at = row * GoldenSae.FEATURES + i;
                int larger = 0;
                for (int j = 0; j < GoldenSae.FEATURES; j++) {
                    larger += Math.abs(pre[row * GoldenSae.FEATURES + j]) > Math.abs(pre[at]) ? 1 : 0;
                }
                signed[at] = larger < 2 ? pre[at] : 0;
                int start = at - i % 3;
                boolean largest = pre[at] == Math.max(pre[start], Math.max(pre[start + 1], pre[start + 2]));
                groups[at] = largest ? Math.max(0, pre[at]) : 0;
            }
        }
        assertThat(encoded(new SaeActivation.GroupMax(2))).containsExactly(groups, within(0f));
        assertThat(encoded(new SaeActivation.SignedTopK(2))).containsExactly(signed, within(0f));
    }

    private float[] encoded(SaeActivation activation) {
        try (Sae sae = new Sae(GoldenSae.data(activation, true), manager.newSubManager())) {
            return NativeMemory.floats(sae.encode(GoldenSae.inputs(manager)));
        }
    }

    private static float[] row(double... values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void featuresAndReconstructionsAreTheGoldenOnes(Case golden) {
        try (Sae sae = new Sae(golden.data(), manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            NDArray features = sae.encode(inputs);
            assertThat(NativeMemory.floats(features)).containsExactly(golden.features(), within(TOLERANCE));
            assertThat(NativeMemory.floats(sae.decode(features, inputs))).containsExactly(golden.reconstruction(),
                    within(TOLERANCE));
        }
    }

    @Test
    void batchTopKKeepsTheSixLargestOfThreeRows() {
        SaeData data = GoldenSae.data(new SaeActivation.Relu(), true);
        try (Sae sae = new Sae(data, manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            NDArray pre = sae.encode(inputs);
            NDArray features = pre.mul(new FeatureRule(manager).largestOfAll(pre, 2));
            assertThat(NativeMemory.floats(features)).containsExactly(row(1.35171, 0, 0, 0, 0, 0, 1.03229, 0.379038, 0,
                    0, 0, 0, 1.55112, 0.63833, 0, 0, 0, 0.714782), within(TOLERANCE));
            assertThat(NativeMemory.floats(sae.decode(features, inputs))).containsExactly(row(-0.348774, 1.35073,
                    0.037066, -0.794842, -0.035456, 1.24248, -0.231716, -0.515966, 0.295215, 1.49899, -0.828888,
                    -0.731503), within(TOLERANCE));
        }
    }

    @Test
    void topAfaKeepsWhatTheWorkedExampleKeeps() {
        // Activations and decoder rows of the repository's own test; norms that the features are to reach.
        float[] activations = {5, 4, 3, 1, 1, 1, 1, 10, 2};
        double[] rowNorms = {Math.sqrt(5), 5, Math.sqrt(61)};
        float[] squares = new float[9];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (float) Math.pow(activations[i] * rowNorms[i % 3], 2);
        }
        NDArray acts = manager.create(activations, new Shape(3, 3));
        NDArray mask = new FeatureRule(manager).reachingNorms(manager.create(squares, new Shape(3, 3)),
                manager.create(new float[]{54.41f, 15, 67.80f}, new Shape(3, 1)));
        assertThat(NativeMemory.floats(acts.mul(mask))).containsExactly(0, 4, 3, 0, 1, 1, 0, 10, 2);
    }

    @Test
    void metricsAreTheGoldenOnes() {
        try (Sae sae = new Sae(GoldenSae.data(new SaeActivation.Relu(), true), manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            ReconstructionMetrics whole = new ReconstructionMetrics(sae);
            whole.add(inputs, inputs);
            ReconstructionMetrics parts = new ReconstructionMetrics(sae);
            for (int row = 0; row < GoldenSae.ROWS; row++) {
                NDArray one = inputs.get(row + ":" + (row + 1));
                parts.add(one, one);
            }
            for (ReconstructionMetrics metrics : List.of(whole, parts)) {
                ReconstructionMetrics.Result result = metrics.result();
                assertThat(result.tokens()).isEqualTo(3);
                assertThat(result.l0()).isEqualTo(3);
                assertThat(result.l1()).isCloseTo(2.081014, within(1e-6));
                assertThat(result.mse()).isCloseTo(3.389917, within(2e-6));
                assertThat(result.fvu()).isCloseTo(6.678777, within(5e-6));
                assertThat(result.explainedVariance()).isCloseTo(-5.678777, within(5e-6));
                assertThat(result.centredExplainedVariance()).isCloseTo(-0.580284, within(2e-6));
                assertThat(result.cosine()).isCloseTo(0.308825, within(1e-6));
                assertThat(result.l2Ratio()).isCloseTo(1.129507, within(1e-6));
                assertThat(result.relativeReconstructionBias()).isCloseTo(4.104299, within(5e-6));
                assertThat(result.nmse()).isCloseTo(1.576465, within(1e-6));
                assertThat(result.epsilonLbo()).isCloseTo((0.145265 + 0.168176 + 0.352629) / 3, within(1e-6));
                assertThat(result.dead()).isCloseTo(2 / 6.0, within(1e-12));
                assertThat(result.firingRates()).containsExactly(new float[]{1, 2 / 3f, 0, 0, 2 / 3f, 2 / 3f},
                        within(1e-6f));
            }
        }
    }

    @Test
    void featureNormsAndTheBoundOfQuasiOrthogonalityAreTheGoldenOnes() {
        try (Sae sae = new Sae(GoldenSae.data(new SaeActivation.Relu(), true), manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            NDArray features = sae.encode(inputs);
            assertThat(QuasiOrthogonality.featureNorms(sae, features))
                    .containsExactly(new double[]{1.571615, 1.29432, 2.011875}, within(1e-6));
            assertThat(QuasiOrthogonality.inputNorms(inputs))
                    .containsExactly(new double[]{1.452987, 1.180476, 1.618742}, within(1e-6));
            assertThat(QuasiOrthogonality.lowerBounds(sae, features, inputs))
                    .containsExactly(new double[]{0.145265, 0.168176, 0.352629}, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void unitDecoderRowsGiveTheSameReconstruction(Case golden) {
        if (golden.data().spec().activation() instanceof SaeActivation.TopK topK && !topK.rescaled()) {
            assertThatThrownBy(() -> golden.data().withUnitDecoder()).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        SaeData folded = golden.data().withUnitDecoder();
        assertThat(folded.decoderNorms()).containsOnly(new float[]{1, 1, 1, 1, 1, 1}, within(1e-6f));
        try (Sae sae = new Sae(folded, manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            assertThat(NativeMemory.floats(sae.decode(sae.encode(inputs), inputs)))
                    .containsExactly(golden.reconstruction(), within(2 * TOLERANCE));
        }
    }

    @Test
    void scaledInputsFoldIntoTheWeights() {
        SaeData data = GoldenSae.data(new SaeActivation.JumpRelu(), true);
        try (Sae raw = new Sae(data.unscaled(2.5, 2.5), manager.newSubManager());
                Sae scaled = new Sae(data, manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            NDArray times = inputs.mul(2.5);
            assertThat(NativeMemory.floats(raw.decode(raw.encode(inputs), inputs))).containsExactly(
                    NativeMemory.floats(scaled.decode(scaled.encode(times), times).div(2.5)), within(TOLERANCE));
        }
    }
}
