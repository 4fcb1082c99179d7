package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.hook.SiteKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VectorFileTest {
    @TempDir
    private Path folder;

    private SteeringVector read(SafetensorsWriter writer) {
        Path file = folder.resolve("v.safetensors");
        writer.writeTo(file);
        return VectorFile.read(file);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var vector = new SteeringVector(SiteKind.RESID_PRE,
                new TreeMap<>(Map.of(2, new float[]{1, -2}, 0, new float[]{0.5f, 3})),
                Map.of("method", "mean difference", "model", "harbour-base"));
        VectorFile.write(vector, folder.resolve("v.safetensors"));
        assertThat(VectorFile.read(folder.resolve("v.safetensors"))).isEqualTo(vector);
        assertThat(vector.at(2)).containsExactly(1, -2);
        assertThat(vector.width()).isEqualTo(2);
        assertThatThrownBy(() -> vector.at(1)).isInstanceOf(SteeringException.class).hasMessageContaining("[0, 2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer.3", "layers.3", "direction.3", "3"})
    void otherNamesOfALayerAreKnown(String name) {
        SteeringVector vector = read(new SafetensorsWriter().add(name, new float[]{4, 5}, 2));
        assertThat(vector.at(3)).containsExactly(4, 5);
        assertThat(vector.site()).isEqualTo(SiteKind.RESID_POST);
    }

    @Test
    void aMatrixHasARowALayerAlsoInHalfPrecision() {
        SteeringVector vector = read(new SafetensorsWriter().addHalf("all", new float[]{1, 2, 3, 4, 5, 6}, 3, 2));
        assertThat(vector.byLayer().keySet()).containsExactly(0, 1, 2);
        assertThat(vector.at(1)).containsExactly(3, 4);
    }

    @Test
    void filesThatHoldNoVectorsAreRefused() {
        assertThatThrownBy(() -> read(new SafetensorsWriter().add("weight", new float[]{1, 2}, 2)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("no direction of a layer");
        assertThatThrownBy(() -> read(new SafetensorsWriter().add("layer.0", new long[]{1, 2}, 2)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("I64");
        assertThatThrownBy(() -> read(new SafetensorsWriter().add("layer.0", new float[]{1, Float.NaN}, 2)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("number 1");
        assertThatThrownBy(() -> read(new SafetensorsWriter().add("layer.0", new float[]{1}, 1).metadata("site",
                "somewhere"))).isInstanceOf(SteeringException.class).hasMessageContaining("'somewhere'");
        assertThatThrownBy(() -> read(new SafetensorsWriter().add("layer.0", new float[]{1}, 1).add("layer.1",
                new float[]{1, 2}, 2))).isInstanceOf(SteeringException.class).hasMessageContaining("differ in width");
        assertThatThrownBy(() -> read(new SafetensorsWriter())).isInstanceOf(SteeringException.class)
                .hasMessageContaining("no layer");
    }
}
