package org.sextant.assets.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.sextant.assets.evaluate.FeatureReading;
import org.sextant.assets.evaluate.TokenSayings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FeatureLabelsTest {
    private static final List<String> WORDS = List.of(" the", " rope", " Anna", " Tom", " saw", " gave", " to", ".");
    private static final LabelFinder LABELS = new LabelFinder(
            new TokenSayings(Map.of("a person's name", Set.of("Anna", "Tom"))));
    /// Active on names, after *the*, and at random.
    private static final int NAMES = 3;
    private static final int AFTER_THE = 5;
    private static final int NOISE = 8;

    private static List<FeatureReading> texts(long seed) {
        Random random = new Random(seed);
        List<FeatureReading> texts = new ArrayList<>();
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
            texts.add(new FeatureReading(tokens, active));
        }
        return texts;
    }

    @Test
    void aLabelSaysWhereAFeatureIsStronglyActive() {
        List<LabelFinder.Label> labels = LABELS.of(texts(1), texts(2), 10, 0.8);

        assertThat(labels).extracting(LabelFinder.Label::feature).containsExactly(NAMES, AFTER_THE);
        assertThat(labels).extracting(LabelFinder.Label::label).containsExactly("a person's name", "after “the”");
        assertThat(labels).allSatisfy(label -> {
            assertThat(label.found().f1()).isCloseTo(1, within(1e-9));
            assertThat(label.checked()).isEqualTo(new LabelFinder.Fit(1, 1));
        });
        assertThat(labels.getFirst().examples()).hasSize(3).allMatch(text -> text.matches(".*\\[(Anna|Tom)].*"));
    }

    /// Weakly active at random, strongly on names: the threshold tells one from the other.
    @Test
    void aLabelOfWhatIsStrongSaysHowStrong() {
        List<FeatureReading> known = withNoise(texts(1));

        LabelFinder.Label label = LABELS.of(known, withNoise(texts(2)), 1, 0.5).getFirst();

        assertThat(label.label()).isEqualTo("a person's name");
        assertThat(label.threshold()).as("above the noise of 2").isBetween(2.0, 4.0);
        assertThat(label.checked().precision()).isCloseTo(1, within(1e-9));
    }

    private static List<FeatureReading> withNoise(List<FeatureReading> texts) {
        return texts.stream().map(reading -> new FeatureReading(reading.tokens(), reading.active().stream()
                .map(active -> Map.of(NAMES, active.getOrDefault(NAMES, 2f))).toList())).toList();
    }

    @Test
    void onlyTheStrongestAreLookedAt() {
        assertThat(LABELS.of(texts(1), texts(2), 1, 0.8)).extracting(LabelFinder.Label::feature)
                .containsExactly(NAMES);
    }

    /// What a feature did on the first texts only is no label.
    @Test
    void aLabelThatDoesNotHoldOnOtherTextsIsDropped() {
        List<FeatureReading> silent = texts(2).stream().map(reading -> new FeatureReading(
                reading.tokens(), reading.tokens().stream().map(_ -> Map.<Integer, Float>of()).toList())).toList();

        assertThat(LABELS.of(texts(1), silent, 10, 0.5)).isEmpty();
    }
}
