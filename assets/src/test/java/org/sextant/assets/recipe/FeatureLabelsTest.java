package org.sextant.assets.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FeatureLabelsTest {
    private static final List<String> WORDS = List.of(" the", " rope", " Anna", " Tom", " saw", " gave", " to", ".");
    private static final FeatureLabels LABELS = new FeatureLabels(Map.of("a person's name", Set.of("Anna", "Tom")));
    /// Active on names, after *the*, and at random.
    private static final int NAMES = 3;
    private static final int AFTER_THE = 5;
    private static final int NOISE = 8;

    private static List<FeatureLabels.Reading> texts(long seed) {
        Random random = new Random(seed);
        List<FeatureLabels.Reading> texts = new ArrayList<>();
        for (int text = 0; text < 30; text++) {
            List<String> tokens = random.ints(20, 0, WORDS.size()).mapToObj(WORDS::get).toList();
            List<Map<Integer, Float>> active = new ArrayList<>();
            for (int position = 0; position < tokens.size(); position++) {
                Map<Integer, Float> here = new HashMap<>();
                if (tokens.get(position).equals(" Anna") || tokens.get(position).equals(" Tom")) {
                    here.put(NAMES, 4 + random.nextFloat());
                }
                if (position > 0 && tokens.get(position - 1).equals(" the")) {
                    here.put(AFTER_THE, 2 + random.nextFloat());
                } else if (random.nextInt(4) == 0) {
                    here.put(AFTER_THE, 0.1f);
                }
                if (random.nextInt(3) == 0) {
                    here.put(NOISE, 1f);
                }
                active.add(here);
            }
            texts.add(new FeatureLabels.Reading(tokens, active));
        }
        return texts;
    }

    @Test
    void aLabelSaysWhereAFeatureIsStronglyActive() {
        List<FeatureLabels.Label> labels = LABELS.of(texts(1), texts(2), 10, 0.8);

        assertThat(labels).extracting(FeatureLabels.Label::feature).containsExactly(NAMES, AFTER_THE);
        assertThat(labels).extracting(FeatureLabels.Label::label).containsExactly("a person's name", "after “the”");
        assertThat(labels).allSatisfy(label -> {
            assertThat(label.found()).isCloseTo(1, within(1e-9));
            assertThat(label.checked()).isCloseTo(1, within(1e-9));
        });
        assertThat(labels.getFirst().examples()).hasSize(3).allMatch(text -> text.matches(".*\\[(Anna|Tom)].*"));
    }

    @Test
    void onlyTheStrongestAreLookedAt() {
        assertThat(LABELS.of(texts(1), texts(2), 1, 0.8)).extracting(FeatureLabels.Label::feature)
                .containsExactly(NAMES);
    }

    /// What a feature did on the first texts only is no label.
    @Test
    void aLabelThatDoesNotHoldOnOtherTextsIsDropped() {
        List<FeatureLabels.Reading> silent = texts(2).stream().map(reading -> new FeatureLabels.Reading(
                reading.tokens(), reading.tokens().stream().map(_ -> Map.<Integer, Float>of()).toList())).toList();

        assertThat(LABELS.of(texts(1), silent, 10, 0.5)).isEmpty();
    }
}
