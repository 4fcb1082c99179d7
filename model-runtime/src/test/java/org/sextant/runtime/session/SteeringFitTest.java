package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

import static org.assertj.core.api.Assertions.assertThat;

class SteeringFitTest {
    private static final String SITE = "blocks.1.hook_resid_post";

    private final SteeringFit fit = new SteeringFit(card(), folder -> {
        if (folder.endsWith("gone")) {
            throw new SteeringException("there is no such folder", "at " + folder, "choose another");
        }
        return new SaeCard(folder, "SAELens", "standard", OptionalInt.empty(), SITE, SITE, "the key hook_name",
                folder.endsWith("wide") ? 9 : 4, 8, folder.endsWith("transcoder"), List.of());
    });

    /// Two blocks of two heads, one key-value head and three experts.
    private static ModelCard card() {
        List<String> sites = IntStream.range(0, 2).boxed().flatMap(layer -> Stream
                .of("attn.hook_k", "attn.hook_z", "mlp.hook_router_logits", "hook_resid_post")
                .map(suffix -> "blocks." + layer + "." + suffix)).toList();
        return new ModelCard("tiny", Path.of("/models/tiny"), "abc", "mixtral", 2, 4, 2, 1, 2, 16, 50, 64,
                Optional.of(new ModelCard.Experts(List.of(0, 1), 3, 1,
                        RouterSpec.plain(RouterSpec.Scores.SOFTMAX, true))),
                1000, 4000, Map.of(Dtype.FLOAT32, 4000L),
                Dtype.FLOAT32, "cpu",
                Optional.empty(), Optional.empty(), sites, List.of(), List.of());
    }

    @Test
    void whatTheModelHasFits() {
        assertThat(problem(Edit.add(SITE, new float[]{1, 2, 3, 4}, 1))).isEmpty();
        assertThat(problem(new HeadEdit("blocks.0.attn.hook_z", 1, 0, Positions.ALL))).isEmpty();
        assertThat(problem(feature("good", 7, Operation.CLAMP_FEATURE))).isEmpty();
        assertThat(fit.problem(experts(2))).isEmpty();
    }

    @Test
    void whatItLacksIsNamed() {
        assertThat(problem(Edit.add(SITE, new float[]{1, 2}, 1))).contains(
                "the vector has 2 numbers and the model's d_model is 4");
        assertThat(problem(Edit.add("blocks.2.hook_resid_post", new float[4], 1)).orElseThrow())
                .contains("no site 'blocks.2.hook_resid_post'");
        assertThat(problem(new HeadEdit("blocks.0.attn.hook_k", 1, 0, Positions.ALL)).orElseThrow())
                .contains("no head 1 among 1");
        assertThat(problem(feature("good", 8, Operation.ADD_FEATURE))).contains("there is no feature 8 among 8");
        assertThat(problem(feature("gone", 0, Operation.ADD_FEATURE))).contains("there is no such folder");
        assertThat(problem(feature("wide", 0, Operation.ADD_FEATURE)).orElseThrow()).contains("9 numbers");
        assertThat(problem(feature("transcoder", 0, Operation.CLAMP_FEATURE)).orElseThrow()).contains("transcoder");
        assertThat(problem(new FeatureEdit("blocks.0.hook_resid_post", Operation.ADD_FEATURE, Path.of("good"), 0, 1,
                Positions.ALL)).orElseThrow()).contains("belongs at " + SITE);
        assertThat(fit.problem(experts(3)).map(SextantException::what)).contains("there are 3 experts");
    }

    private static SteeringRow row(boolean muted, ExpertGain... gains) {
        return new SteeringRow("row", 0, muted, false, List.of(), List.of(gains));
    }

    /// A token gets one of three experts.
    @Test
    void aRowThatForcesOneTooManyIsLeftOutWhileItIsHeard() {
        SteeringRow first = row(false, ExpertGain.forced(0, 0));
        SteeringRow second = row(false, ExpertGain.forced(0, 1), ExpertGain.forced(1, 1));
        SteeringRow muted = row(true, ExpertGain.forced(0, 2));
        SteeringSet set = new SteeringSet(List.of(first, second, muted), 1);

        assertThat(fit.problems(set)).extracting(problem -> problem.map(SextantException::what).orElse(""))
                .containsExactly("", "2 experts are forced and a token gets 1", "");
        assertThat(fit.fitting(set).plan().experts()).containsExactly(ExpertGain.forced(0, 0));
        assertThat(fit.problems(new SteeringSet(List.of(first.at(2), row(false, ExpertGain.forced(0, 0))), 1)))
                .containsOnly(Optional.empty());
    }

    /// Two rows mask together what neither masks alone.
    @Test
    void aRowIsToldWhatIsDoneOtherwiseThanItAsks() {
        SteeringRow one = row(false, ExpertGain.off(0, 0));
        SteeringRow others = row(false, ExpertGain.off(0, 1), ExpertGain.off(0, 2), ExpertGain.off(1, 0));
        SteeringRow elsewhere = row(false, ExpertGain.off(1, 1));

        assertThat(fit.notes(new SteeringSet(List.of(one, elsewhere), 1))).containsOnly(Optional.empty());
        assertThat(fit.notes(new SteeringSet(List.of(one, others, elsewhere), 1)))
                .extracting(note -> note.filter(said -> said.contains("block 0")).isPresent())
                .containsExactly(true, true, false);
    }

    @Test
    void whatIsLeftOutOfARowIsNotAskedAbout() {
        SteeringRow row = new SteeringRow("calm", 0, false, false,
                List.of(new SteeringRow.Part(Edit.add("blocks.9.hook_resid_post", new float[4], 1), false),
                        new SteeringRow.Part(Edit.add(SITE, new float[4], 1), true)),
                List.of());
        assertThat(fit.problem(row)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsLeftOutOfThePlanAndStillMutesTheOthersWhereItIsSolo() {
        SteeringRow good = SteeringRow.of("good", 0, List.of(Edit.add(SITE, new float[4], 1)));
        SteeringRow bad = SteeringRow.of("bad", 1, List.of(Edit.add(SITE, new float[9], 1)));
        SteeringRow solo = new SteeringRow("bad", 1, false, true, bad.parts(), List.of());
        assertThat(fit.fitting(new SteeringSet(List.of(bad, good), 1)).plan())
                .isEqualTo(new SteeringSet(List.of(good), 1).plan());
        assertThat(fit.fitting(new SteeringSet(List.of(solo, good), 1)).plan().edits()).isEmpty();
        assertThat(fit.problems(new SteeringSet(List.of(bad, good), 1))).extracting(Optional::isPresent)
                .containsExactly(true, false);
    }

    private Optional<String> problem(Edit edit) {
        return fit.problem(SteeringRow.of("row", 0, List.of(edit))).map(SextantException::what);
    }

    private static FeatureEdit feature(String sae, int feature, Operation operation) {
        return new FeatureEdit(SITE, operation, Path.of(sae), feature, 1, Positions.ALL);
    }

    private static SteeringRow experts(int expert) {
        return new SteeringRow("expert", 0, false, false, List.of(), List.of(ExpertGain.off(1, expert)));
    }
}
