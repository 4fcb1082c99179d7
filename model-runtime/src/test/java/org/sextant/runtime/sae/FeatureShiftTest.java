package org.sextant.runtime.sae;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Against what the whole SAE gives with the features changed: `x + decode(f') − decode(f)`.
class FeatureShiftTest {
    private static final Site SITE = new Site(SiteKind.RESID_POST, 0);
    private static final float[] EVERYWHERE = {1, 1, 1};

    static Stream<SaeData> saes() {
        return Stream.of(GoldenSae.data(new SaeActivation.Relu(), true),
                GoldenSae.data(new SaeActivation.TopK(2, true), true),
                GoldenSae.data(new SaeActivation.JumpRelu(), false),
                GoldenSae.data(new SaeActivation.Relu(), InputNormalization.CONSTANT_NORM),
                GoldenSae.data(new SaeActivation.Relu(), InputNormalization.LAYER_NORM));
    }

    @ParameterizedTest
    @MethodSource("saes")
    void featuresAreMovedBesideTheErrorOfTheSae(SaeData data) {
        try (NDManager scope = Backend.newManager(Device.cpu());
                Sae sae = new Sae(data, Backend.newManager(Device.cpu()))) {
            NDArray rows = GoldenSae.inputs(scope);
            List<FeatureShift.Target> targets = List.of(FeatureShift.Target.held(4, 1.5, new float[]{1, 0, 1}),
                    FeatureShift.Target.moved(1, -0.5, EVERYWHERE),
                    FeatureShift.Target.scaled(0, 3, new float[]{1, 1, 0}));
            NDArray moved = new FeatureShift(sae, SITE, scope)
                    .apply(rows.reshape(1, GoldenSae.ROWS, GoldenSae.WIDTH), targets);

            float[] features = NativeMemory.floats(sae.encode(rows));
            float[] changed = features.clone();
            for (int row = 0; row < GoldenSae.ROWS; row++) {
                changed[row * GoldenSae.FEATURES + 4] = row == 1 ? features[row * GoldenSae.FEATURES + 4] : 1.5f;
                changed[row * GoldenSae.FEATURES + 1] -= 0.5f;
                changed[row * GoldenSae.FEATURES] *= row == 2 ? 1 : 3;
            }
            Shape shape = new Shape(GoldenSae.ROWS, GoldenSae.FEATURES);
            NDArray wanted = rows.add(sae.decode(scope.create(changed, shape), rows))
                    .sub(sae.decode(scope.create(features, shape), rows));
            assertThat(moved.getShape()).isEqualTo(new Shape(1, GoldenSae.ROWS, GoldenSae.WIDTH));
            assertThat(NativeMemory.floats(moved)).containsExactly(NativeMemory.floats(wanted), within(2e-6f));
        }
    }

    @Test
    void whatTheSaeCannotDoIsRefused() {
        try (NDManager scope = Backend.newManager(Device.cpu());
                Sae sae = new Sae(GoldenSae.data(new SaeActivation.Relu(), true), Backend.newManager(Device.cpu()))) {
            NDArray x = GoldenSae.inputs(scope).reshape(1, GoldenSae.ROWS, GoldenSae.WIDTH);
            FeatureShift shift = new FeatureShift(sae, SITE, scope);
            assertThatThrownBy(() -> shift.apply(x, List.of(FeatureShift.Target.moved(6, 1, EVERYWHERE))))
                    .isInstanceOf(SaeException.class).hasMessageContaining("no feature 6 among 6");
            NDArray wide = scope.zeros(new Shape(1, 3, 5));
            assertThatThrownBy(() -> shift.apply(wide, List.of(FeatureShift.Target.moved(0, 1, EVERYWHERE))))
                    .isInstanceOf(SaeException.class).hasMessageContaining("the model has 5");
            assertThatThrownBy(() -> new FeatureShift(sae, new Site(SiteKind.RESID_POST, 1), scope))
                    .isInstanceOf(SaeException.class).hasMessageContaining("belongs at blocks.0.hook_resid_post");
        }
        SaeSpec transcoder = new SaeSpec(GoldenSae.WIDTH, GoldenSae.WIDTH, GoldenSae.FEATURES,
                new SaeActivation.Relu(), false, InputNormalization.NONE, "blocks.0.ln2.hook_normalized",
                Optional.of(SITE.name()), false, Map.of());
        try (NDManager scope = Backend.newManager(Device.cpu());
                Sae sae = new Sae(GoldenSae.data(transcoder), Backend.newManager(Device.cpu()))) {
            NDArray x = GoldenSae.inputs(scope).reshape(1, GoldenSae.ROWS, GoldenSae.WIDTH);
            assertThatThrownBy(() -> new FeatureShift(sae, SITE, scope).apply(x,
                    List.of(FeatureShift.Target.held(0, 1, EVERYWHERE)))).isInstanceOf(SaeException.class)
                    .hasMessageContaining("add to the feature");
        }
    }
}
