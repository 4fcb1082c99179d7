package org.sextant.runtime.session;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Statistics against definitions applied in double to what the reference implementation recorded.
class ActivationsRequestTest {
    private static final int WIDTH = 32;
    private static final int HEADS = 4;

    private final ReferenceTensors reference = Fixtures.reference("v4/gpt2");
    private final Prompt.Ids prompt = OpenFixture.prompt(reference);
    private final int positions = prompt.ids().size();
    private final OpenFixture open = OpenFixture.of("v4/gpt2");

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void residualStatisticsAreThoseOfTheRecordedHiddenStates(Statistic statistic) {
        ActivationsResult result = ask("blocks.*.hook_resid_pre", statistic);
        assertThat(result.rows()).extracting(ActivationsResult.Row::site).containsExactly("blocks.0.hook_resid_pre",
                "blocks.1.hook_resid_pre");
        for (int layer = 0; layer < 2; layer++) {
            ActivationsResult.Row row = result.rows().get(layer);
            assertThat(row.layer()).hasValue(layer);
            assertThat(row.head()).isEmpty();
            for (int position = 0; position < positions; position++) {
                double[] before = layer == 0 ? new double[0] : vector("hidden.0", position * WIDTH, WIDTH);
                double expected = byDefinition(statistic, vector("hidden." + layer, position * WIDTH, WIDTH), before);
                assertClose(row.values().at(position), expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void attentionPatternsGiveOneRowAHeadOverTheKeyPositions(Statistic statistic) {
        ActivationsResult result = ask("blocks.*.attn.hook_pattern", statistic);
        assertThat(result.rows()).hasSize(2 * HEADS);
        for (int layer = 0; layer < 2; layer++) {
            for (int head = 0; head < HEADS; head++) {
                ActivationsResult.Row row = result.rows().get(layer * HEADS + head);
                assertThat(row.head()).hasValue(head);
                for (int position = 0; position < positions; position++) {
                    int from = (head * positions + position) * positions;
                    double[] before = layer == 0 ? new double[0] : vector("attention.0", from, positions);
                    assertClose(row.values().at(position),
                            byDefinition(statistic, vector("attention." + layer, from, positions), before));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void maskedScoresCountAsMissing(Statistic statistic) {
        TensorValue scores = capture("blocks.1.attn.hook_attn_scores");
        TensorValue earlier = capture("blocks.0.attn.hook_attn_scores");
        ActivationsResult result = ask("blocks.1.attn.hook_attn_scores", statistic);
        for (int head = 0; head < HEADS; head++) {
            for (int position = 0; position < positions; position++) {
                int row = (head * positions + position) * positions;
                double[] seen = IntStream.rangeClosed(0, position).mapToDouble(key -> scores.flat(row + key)).toArray();
                double[] before = IntStream.rangeClosed(0, position).mapToDouble(key -> earlier.flat(row + key))
                        .toArray();
                assertClose(result.rows().get(head).values().at(position), byDefinition(statistic, seen, before));
            }
        }
    }

    @Test
    void perHeadSitesGiveOneRowAHead() {
        TensorValue z = capture("blocks.1.attn.hook_z");
        ActivationsResult result = ask("blocks.1.attn.hook_z", Statistic.NORM);
        assertThat(result.rows()).hasSize(HEADS);
        for (int head = 0; head < HEADS; head++) {
            assertThat(result.rows().get(head).head()).isEqualTo(OptionalInt.of(head));
            for (int position = 0; position < positions; position++) {
                double sum = 0;
                for (int i = 0; i < z.size(3); i++) {
                    sum += z.at(0, position, head, i) * (double) z.at(0, position, head, i);
                }
                assertClose(result.rows().get(head).values().at(position), Math.sqrt(sum));
            }
        }
    }

    @Test
    void theCosineOfOneLayerLooksAtTheLayerBeforeThoughItWasNotAskedFor() {
        ActivationsResult one = ask("blocks.1.hook_resid_pre", Statistic.COSINE);
        ActivationsResult all = ask("blocks.*.hook_resid_pre", Statistic.COSINE);
        assertThat(one.rows()).hasSize(1);
        assertThat(one.rows().getFirst().values().toArray()).containsExactly(all.rows().get(1).values().toArray());
    }

    @Test
    void sitesOutsideTheBlocksHaveNoLayer() {
        ActivationsResult result = ask("ln_final.hook_normalized", Statistic.NORM);
        assertThat(result.rows().getFirst().layer()).isEmpty();
        assertThat(result.rows().getFirst().values().at(0)).isCloseTo((float) Math.sqrt(WIDTH), within(1e-2f));
    }

    @Test
    void aPatternThatFitsNothingAndAnUnknownNameAreRefused() {
        assertThatThrownBy(() -> ask("blocks.*.nothing", Statistic.NORM)).isInstanceOf(SiteException.class)
                .hasMessageContaining("blocks.*.nothing");
        assertThatThrownBy(() -> ask("blocks.9.hook_resid_pre", Statistic.NORM)).isInstanceOf(SiteException.class)
                .hasMessageContaining("blocks.9.hook_resid_pre");
    }

    @Test
    void onlyTheBlocksThatAreNeededRun() {
        RecordingContext context = new RecordingContext();
        open.answer(new ActivationsRequest(prompt, "blocks.0.hook_resid_post", Statistic.NORM), context);
        assertThat(context.updates(Update.Progress.class)).hasSize(1);
    }

    private ActivationsResult ask(String pattern, Statistic statistic) {
        return open.answer(new ActivationsRequest(prompt, pattern, statistic));
    }

    private TensorValue capture(String site) {
        return open.answer(new RunRequest(prompt, List.of(site), 0, false)).sites().get(site);
    }

    private double[] vector(String name, int from, int length) {
        float[] values = reference.floats(name);
        return IntStream.range(from, from + length).mapToDouble(i -> values[i]).toArray();
    }

    private static void assertClose(float actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat((double) actual).isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
        }
    }

    private static double byDefinition(Statistic statistic, double[] x, double[] before) {
        int n = x.length;
        double mean = IntStream.range(0, n).mapToDouble(i -> x[i]).sum() / n;
        double max = IntStream.range(0, n).mapToDouble(i -> Math.abs(x[i])).max().orElseThrow();
        double norm = Math.sqrt(IntStream.range(0, n).mapToDouble(i -> x[i] * x[i]).sum());
        double second = IntStream.range(0, n).mapToDouble(i -> Math.pow(x[i] - mean, 2)).sum() / n;
        double fourth = IntStream.range(0, n).mapToDouble(i -> Math.pow(x[i] - mean, 4)).sum() / n;
        return switch (statistic) {
            case NORM -> norm;
            case MEAN -> mean;
            case MAX -> max;
            case SPARSITY -> (double) IntStream.range(0, n).filter(i -> Math.abs(x[i]) < 0.01 * max).count() / n;
            case KURTOSIS -> fourth / (second * second) - 3;
            case COSINE -> before.length == 0
                    ? Double.NaN
                    : IntStream.range(0, n).mapToDouble(i -> x[i] * before[i]).sum() / norm
                            / Math.sqrt(IntStream.range(0, n).mapToDouble(i -> before[i] * before[i]).sum());
        };
    }
}
