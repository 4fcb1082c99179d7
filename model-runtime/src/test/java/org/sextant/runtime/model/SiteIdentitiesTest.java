package org.sextant.runtime.model;

import java.util.Map;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.Captures;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What the values at the sites of one forward pass must have to do with each other (SITES.md), within 1e-5 of the
/// largest absolute value on each side. The sums are made in plain Java.
class SiteIdentitiesTest {
    private static final float TOLERANCE = 1e-5f;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    /// The captured values of one fixture's prompts.
    private record Sites(ModelSpec spec, Map<Site, NDArray> values) {
        float[] at(SiteKind kind, int layer) {
            return NativeMemory.floats(values.get(new Site(kind, layer)));
        }
    }

    private interface Check {
        void on(Sites sites, int layer);
    }

    private static void inEveryBlock(String fixture, Check check) {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Transformer model = ModelLoader
                        .load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}).transformer();
                NDManager scope = model.newScope()) {
            Captures captures = new Captures(scope, model.sites().sites());
            model.forward(ForwardRequest.ofIds(scope, Fixtures.reference(fixture).rows("input_ids")), captures);
            Sites sites = new Sites(model.spec(), captures.values());
            for (int layer = 0; layer < model.spec().layers(); layer++) {
                check.on(sites, layer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatABlockAddsMakesItsOutput(String fixture) {
        inEveryBlock(fixture, (sites, layer) -> {
            float[] before = sites.at(SiteKind.RESID_PRE, layer);
            float[] middle = sum(before, sites.at(SiteKind.ATTN_OUT, layer));
            if (sites.spec().form() != BlockForm.PARALLEL) {
                assertSame(middle, sites.at(SiteKind.RESID_MID, layer));
            }
            assertSame(sum(middle, sites.at(SiteKind.MLP_OUT, layer)), sites.at(SiteKind.RESID_POST, layer));
        });
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aBlocksOutputIsTheNextBlocksInput(String fixture) {
        inEveryBlock(fixture, (sites, layer) -> {
            if (layer > 0) {
                assertSame(sites.at(SiteKind.RESID_POST, layer - 1), sites.at(SiteKind.RESID_PRE, layer));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void headsAndBiasMakeTheAttentionOutput(String fixture) {
        ReferenceTensors stored = ReferenceTensors.read(Fixtures.folder(fixture).resolve("model.safetensors"));
        inEveryBlock(fixture, (sites, layer) -> {
            int heads = sites.spec().heads();
            int width = sites.spec().dModel();
            float[] results = sites.at(SiteKind.RESULT, layer);
            float[] bias = outputBias(stored, layer, width);
            float[] total = new float[results.length / heads];
            for (int row = 0; row < total.length / width; row++) {
                for (int i = 0; i < width; i++) {
                    double value = bias[i];
                    for (int head = 0; head < heads; head++) {
                        value += results[(row * heads + head) * width + i];
                    }
                    total[row * width + i] = (float) value;
                }
            }
            assertSame(total, sites.at(SiteKind.ATTN_PROJECTED, layer));
        });
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void thePatternMixesTheValues(String fixture) {
        inEveryBlock(fixture, (sites, layer) -> {
            NDArray pattern = sites.values().get(new Site(SiteKind.PATTERN, layer));
            NDArray values = sites.values().get(new Site(SiteKind.V, layer));
            int[] shape = NativeMemory.shape(pattern);
            int share = sites.spec().heads() / sites.spec().kvHeads();
            int width = sites.spec().attention().valueDim();
            float[] mixed = new float[shape[0] * shape[2] * shape[1] * width];
            float[] weights = NativeMemory.floats(pattern);
            float[] v = NativeMemory.floats(values);
            int at = 0;
            for (int row = 0; row < shape[0]; row++) {
                for (int query = 0; query < shape[2]; query++) {
                    for (int head = 0; head < shape[1]; head++) {
                        for (int i = 0; i < width; i++) {
                            double value = 0;
                            for (int key = 0; key < shape[3]; key++) {
                                value += weights[((row * shape[1] + head) * shape[2] + query) * shape[3] + key]
                                        * (double) v[((row * shape[3] + key) * sites.spec().kvHeads() + head / share)
                                                * width + i];
                            }
                            mixed[at++] = (float) value;
                        }
                    }
                }
            }
            assertSame(mixed, sites.at(SiteKind.Z, layer));
        });
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyPatternRowIsADistributionOverTheKeysBefore(String fixture) {
        inEveryBlock(fixture, (sites, layer) -> {
            int[] shape = NativeMemory.shape(sites.values().get(new Site(SiteKind.PATTERN, layer)));
            float[] pattern = sites.at(SiteKind.PATTERN, layer);
            float[] scores = sites.at(SiteKind.ATTN_SCORES, layer);
            for (int i = 0; i < pattern.length; i += shape[3]) {
                int query = i / shape[3] % shape[2];
                double total = 0;
                for (int key = 0; key < shape[3]; key++) {
                    total += pattern[i + key];
                    if (key > query) {
                        assertThat(pattern[i + key]).isZero();
                        assertThat(scores[i + key]).isEqualTo(Float.NEGATIVE_INFINITY);
                    }
                }
                if (sites.spec().attention().sinks()) {
                    assertThat(total).isGreaterThan(0).isLessThan(1);
                } else {
                    assertThat(total).isCloseTo(1, within(1e-5));
                }
            }
        });
    }

    private static float[] outputBias(ReferenceTensors stored, int layer, int width) {
        return Stream.of("transformer.h." + layer + ".attn.c_proj.bias",
                "gpt_neox.layers." + layer + ".attention.dense.bias",
                "transformer.h." + layer + ".attn.attention.out_proj.bias",
                "model.layers." + layer + ".self_attn.o_proj.bias").filter(stored::contains).map(stored::floats)
                .findFirst().orElseGet(() -> new float[width]);
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private static void assertSame(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float scale = 0;
        float difference = 0;
        for (int i = 0; i < actual.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        assertThat(scale).isPositive();
        assertThat(difference / scale).isLessThanOrEqualTo(TOLERANCE);
    }
}
