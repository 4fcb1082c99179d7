package org.sextant.runtime.checkpoint;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;

class FixtureCheckpointsTest {
    @SuppressWarnings("unused") // read by @FieldSource
    private static final List<String> FIXTURES = Fixtures.NAMES;

    @ParameterizedTest
    @FieldSource("FIXTURES")
    void everyWeightReadsAsAnIndependentReaderSeesIt(String fixture) {
        var expected = ReferenceTensors.read(Fixtures.folder(fixture).resolve("model.safetensors"));
        try (var checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            assertThat(checkpoint.weights().names()).hasSizeGreaterThan(10).isEqualTo(expected.names());
            for (String name : expected.names()) {
                float[] read = checkpoint.weights().bytes(name)
                        .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
                assertThat(read).as(name).containsExactly(expected.floats(name));
                assertThat(checkpoint.weights().entry(name).shape().stream().mapToInt(Math::toIntExact).toArray())
                        .containsExactly(expected.shape(name));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    void theFamilyAndTheEndTokenComeFromTheConfig(String fixture) {
        try (var checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            // Fixtures of one family with different rotary scalings add its name to the family's.
            assertThat(fixture.substring(3) + "_").startsWith(checkpoint.config().modelType() + "_");
            assertThat(checkpoint.endTokenIds()).containsExactly(2);
        }
    }
}
