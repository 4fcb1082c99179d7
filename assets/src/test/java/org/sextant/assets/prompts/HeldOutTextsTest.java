package org.sextant.assets.prompts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;

import static org.assertj.core.api.Assertions.assertThat;

class HeldOutTextsTest {
    @Test
    void theHarboursTextsAreAlwaysTheSameAndNoneOfTheFirstTrainingTexts() {
        List<String> texts = HeldOutTexts.of("demo:harbour-base").orElseThrow().texts();
        assertThat(texts).hasSize(12).doesNotHaveDuplicates()
                .isEqualTo(HeldOutTexts.of("demo:harbour-moe").orElseThrow().texts());
        HarbourWorld world = HarbourWorld.shipped();
        Set<String> training = new HashSet<>(LongStream.range(0, 1000)
                .mapToObj(index -> world.document(Course.HARBOUR, index)).toList());
        assertThat(training).doesNotContainAnyElementsOf(texts);
    }

    @Test
    void anotherModelHasNone() {
        assertThat(HeldOutTexts.of("org/harbour-base")).isEmpty();
    }
}
