package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// The ends of a safe range, against losses from one run for each value.
class SafeRangeRequestTest {
    /// A small model that is sure of what comes next.
    private static final String SURE = "v4/qwen2";
    private static final int ALL = 512;
    private static final int GRID = 40;

    /// What the model itself writes, so that there is something to lose.
    private static List<Prompt> texts(OpenFixture open) {
        return List.of(written(open, 5, 9), written(open, 3));
    }

    private static Prompt.Ids written(OpenFixture open, Integer... begin) {
        List<Integer> ids = new ArrayList<>(List.of(begin));
        for (int i = 0; i < 5; i++) {
            ids.add(open.answer(new RunRequest(new Prompt.Ids(ids), List.of(), 1, false)).top().getFirst().id());
        }
        return new Prompt.Ids(ids);
    }

    private static SteeringRow vector(OpenFixture open, double coefficient) {
        float[] direction = new float[open.model().card().dModel()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) Math.cos(3 * i);
        }
        return SteeringRow.of("away", 0, List.of(Edit.add("blocks.1.hook_resid_post", direction, coefficient)));
    }

    /// Nats a token, from whole runs.
    private static double loss(OpenFixture open, List<Prompt> texts, SteeringPlan plan) {
        double sum = 0;
        int tokens = 0;
        for (Prompt text : texts) {
            List<Integer> ids = ((Prompt.Ids) text).ids();
            TensorValue all = open.answer(new RunRequest(text, List.of(), 1, true, plan)).logits().orElseThrow();
            int vocabulary = all.size(-1);
            for (int i = 0; i + 1 < ids.size(); i++) {
                float[] row = all.slice(i * vocabulary, vocabulary);
                double total = 0;
                for (float logit : row) {
                    total += Math.exp(logit);
                }
                sum -= Math.log(Math.exp(row[ids.get(i + 1)]) / total);
                tokens++;
            }
        }
        return sum / tokens;
    }

    private static void obeys(OpenFixture open, SteeringRow row, double from, double to) {
        List<Prompt> texts = texts(open);
        SafeRange found = open.answer(new SafeRangeRequest(row, from, to, texts, ALL));
        double plain = loss(open, texts, SteeringPlan.NONE);
        double most = SweepResult.SAFE * plain;
        assertThat(found.plainLoss()).isCloseTo(plain, within(1e-5));
        assertThat(found.tokens()).isEqualTo(11);
        assertThat(found.precision()).isCloseTo((to - from) / 100, within(1e-12));
        SweepResult.Range range = found.range().orElseThrow();
        assertThat(loss(open, texts, row.at(range.from()).alone())).isLessThanOrEqualTo(most + 1e-5);
        assertThat(loss(open, texts, row.at(range.to()).alone())).isLessThanOrEqualTo(most + 1e-5);
        if (range.from() > from) {
            assertThat(loss(open, texts, row.at(Math.max(from, range.from() - found.precision())).alone()))
                    .isGreaterThan(most - 1e-5);
        }
        if (range.to() < to) {
            assertThat(loss(open, texts, row.at(Math.min(to, range.to() + found.precision())).alone()))
                    .isGreaterThan(most - 1e-5);
        }
        List<Double> beyond = new ArrayList<>();
        for (int i = 0; i <= GRID; i++) {
            double value = from + (to - from) * i / GRID;
            if (loss(open, texts, row.at(value).alone()) > most) {
                beyond.add(value);
            }
        }
        double lowest = beyond.stream().filter(each -> each < row.neutral()).max(Double::compare).orElse(from);
        double highest = beyond.stream().filter(each -> each > row.neutral()).min(Double::compare).orElse(to);
        double fine = found.precision() + (to - from) / GRID;
        assertThat(range.from()).isCloseTo(lowest, within(fine));
        assertThat(range.to()).isCloseTo(highest, within(fine));
    }

    @ParameterizedTest
    @CsvSource({"-2, 2", "-0.001, 0.001", "0, 8"})
    void theEndsOfAVectorAreThoseOfAFineGrid(double from, double to) {
        try (OpenFixture open = OpenFixture.of(SURE)) {
            obeys(open, vector(open, 7), from, to);
        }
    }

    @Test
    void theEndsOfAHeadAndOfAnExpertLieAroundOne() {
        try (OpenFixture open = OpenFixture.of(SURE)) {
            obeys(open, SteeringRow.of("head", 0,
                    List.of(new HeadEdit("blocks.0.attn.hook_z", 1, 0, Positions.ALL))), -20, 22);
        }
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            obeys(open, new SteeringRow("expert", 0, true, false, List.of(),
                    List.of(new ExpertGain(0, 1, 3, ExpertGain.Mode.ZERO))), 0, 6);
        }
    }

    @Test
    void someEndLiesWithinTheSlider() {
        try (OpenFixture open = OpenFixture.of(SURE)) {
            SafeRange wide = open.answer(new SafeRangeRequest(vector(open, 0), -40, 40, texts(open), ALL));
            assertThat(wide.range().orElseThrow()).satisfies(range -> assertThat(range.from() > -40 && range.to() < 40)
                    .isTrue());
            SafeRange narrow = open.answer(new SafeRangeRequest(vector(open, 0), -0.001, 0.001, texts(open), ALL));
            assertThat(narrow.range()).contains(new SweepResult.Range(-0.001, 0.001));
        }
    }

    @Test
    void theValueOfTheRowDoesNotMatterAndOnlySomeTokensAreRead() {
        try (OpenFixture open = OpenFixture.of(SURE)) {
            SafeRange one = open.answer(new SafeRangeRequest(vector(open, 0), -2, 2, texts(open), ALL));
            SafeRange other = open.answer(new SafeRangeRequest(vector(open, 5), -2, 2, texts(open), ALL));
            assertThat(other.probes()).isEqualTo(one.probes());
            assertThat(open.answer(new SafeRangeRequest(vector(open, 0), -2, 2, texts(open), 3)).tokens()).isEqualTo(3);
        }
    }

    @Test
    void progressIsToldOthersAreLetInAndTheSearchStops() {
        try (OpenFixture open = OpenFixture.of(SURE)) {
            List<String> others = new ArrayList<>();
            RecordingContext context = new RecordingContext().between(() -> others.add("slider"));
            var request = new SafeRangeRequest(vector(open, 0), -40, 40, texts(open), ALL);
            open.answer(request, context);
            assertThat(context.updates(Update.Progress.class).getLast().fraction()).isEqualTo(1);
            assertThat(others).hasSizeGreaterThan(10);
            assertThatThrownBy(() -> open.answer(request, new RecordingContext(3)))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        try (OpenFixture open = OpenFixture.of(SURE)) {
            var oneToken = new SafeRangeRequest(vector(open, 0), -2, 2, List.of(OpenFixture.ids(3)), ALL);
            assertThatThrownBy(() -> open.answer(oneToken))
                    .isInstanceOf(RequestException.class).hasMessageContaining("two tokens");
            assertThatThrownBy(() -> new SafeRangeRequest(vector(open, 0), 1, 2, texts(open), ALL))
                    .isInstanceOf(RequestException.class).hasMessageContaining("does not hold");
            var deep = new SafeRangeRequest(SteeringRow.of("deep", 0,
                    List.of(Edit.add("blocks.9.hook_resid_post", new float[32], 1))), -2, 2, texts(open), ALL);
            assertThatThrownBy(() -> open.answer(deep))
                    .isInstanceOf(SiteException.class);
        }
    }
}
