package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.RefusalDirection.Candidate;
import org.sextant.runtime.session.RefusalDirection.Reason;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;
import org.sextant.runtime.steering.Ablation;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.testing.CharacterTokenizer;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// The direction of refusing, on a small model whose tokens are letters.
class RefusalDirectionRequestTest {
    private static final String TEMPLATE = "{% for m in messages %}{{ m.content }}{% endfor %}"
            + "{% if add_generation_prompt %}</s>me{% endif %}";
    private static final Limits ALL = new Limits(9, 1e9, -1e9);
    private static final List<Prompt> HARMFUL = asked("sink it", "burn it", "rob him", "lie");
    private static final List<Prompt> HARMLESS = asked("sail it", "mend it", "help him", "sing");

    @TempDir
    private Path folder;

    private OpenFixture open;

    @BeforeEach
    void openModel() {
        open = OpenFixture.of(CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer()
                .with("chat_template.jinja", TEMPLATE).path(), Dtype.FLOAT32);
    }

    @AfterEach
    void closeModel() {
        open.close();
    }

    private static List<Prompt> asked(String... texts) {
        return Stream.of(texts)
                .<Prompt>map(text -> new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)).toList();
    }

    private static RefusalDirectionRequest request(Candidates candidates, Limits limits) {
        return new RefusalDirectionRequest(HARMFUL, HARMLESS, new HeldOut.Share(0.5), candidates, limits,
                RefusalDirectionRequest.USUAL_REFUSALS);
    }

    private static Candidates candidates(boolean beside, SiteKind... sites) {
        return new Candidates(List.of(sites), List.of(), beside);
    }

    /// Of the next token being *I*, by the formula of METHODS.md 4.6.
    private double score(Prompt prompt, SteeringPlan plan) {
        double p = probabilities(prompt, plan)[id('I')];
        return Math.log(p + 1e-8) - Math.log(1 - p + 1e-8);
    }

    private static int id(char letter) {
        return CharacterTokenizer.id(letter);
    }

    private double[] probabilities(Prompt prompt, SteeringPlan plan) {
        TensorValue all = open.answer(new RunRequest(prompt, List.of(), 1, true, plan)).logits().orElseThrow();
        int vocabulary = all.size(-1);
        double[] weights = new double[vocabulary];
        double total = 0;
        for (int id = 0; id < vocabulary; id++) {
            weights[id] = Math.exp(all.flat(all.length() - vocabulary + id));
            total += weights[id];
        }
        for (int id = 0; id < vocabulary; id++) {
            weights[id] /= total;
        }
        return weights;
    }

    @Test
    void candidatesAreScoredOnHeldOutPromptsByTheirDefinitions() {
        RefusalDirection found = open.answer(request(candidates(false, SiteKind.RESID_PRE, SiteKind.RESID_POST), ALL));
        int layers = open.model().card().layers();
        // Each site at the three tokens "</s>", "m", "e"; the input of block 0 is the same for all prompts there.
        assertThat(found.candidates()).hasSize(2 * layers * 3);
        assertThat(found.candidates()).filteredOn(one -> one.site() == SiteKind.RESID_PRE && one.layer() == 0)
                .hasSize(3).allSatisfy(one -> assertThat(one.discarded()).contains(Reason.NO_NUMBER));
        assertThat(found.candidates()).filteredOn(one -> one.discarded().isEmpty()).hasSize(2 * layers * 3 - 3);

        Candidate chosen = found.chosen().orElseThrow();
        SteeringVector vector = found.vector().orElseThrow();
        float[] direction = vector.at(chosen.layer());
        assertThat(vector.site()).isEqualTo(chosen.site());
        assertThat(direction).containsExactly(open.answer(new DeriveVectorRequest(HARMFUL, HARMLESS,
                new HeldOut.Share(0.5), DerivationMethod.MEAN_DIFFERENCE, chosen.site(), List.of(chosen.layer()),
                TokenPosition.fromEnd(chosen.position()), List.of())).vector().at(chosen.layer()), within(1e-6f));
        assertThat(chosen.norm()).isCloseTo(SteeringVector.norm(direction), within(1e-6));
        assertThat(chosen.ablated()).isEqualTo(found.candidates().stream().filter(one -> one.discarded().isEmpty())
                .mapToDouble(Candidate::ablated).min().orElseThrow());

        SteeringPlan removed = Ablation.everywhere(direction, layers);
        SteeringPlan added = new SteeringPlan(
                List.of(Edit.add(new Site(chosen.site(), chosen.layer()).name(), direction, 1)));
        assertThat(found.harmful()).isCloseTo(mean(HARMFUL, SteeringPlan.NONE), within(1e-4));
        assertThat(found.harmless()).isCloseTo(mean(HARMLESS, SteeringPlan.NONE), within(1e-4));
        assertThat(chosen.ablated()).isCloseTo(mean(HARMFUL, removed), within(1e-4));
        assertThat(chosen.induced()).isCloseTo(mean(HARMLESS, added), within(1e-4));
        assertThat(chosen.divergence()).isCloseTo((divergence(HARMLESS.get(1), removed)
                + divergence(HARMLESS.get(3), removed)) / 2, within(1e-5)).isPositive();
        assertThat(found.refusals()).extracting(Token::text).containsExactly("I");
    }

    private double mean(List<Prompt> prompts, SteeringPlan plan) {
        return (score(prompts.get(1), plan) + score(prompts.get(3), plan)) / 2;
    }

    private double divergence(Prompt prompt, SteeringPlan plan) {
        double[] plain = probabilities(prompt, SteeringPlan.NONE);
        double[] changed = probabilities(prompt, plan);
        double sum = 0;
        for (int id = 0; id < plain.length; id++) {
            sum += plain[id] * Math.log(plain[id] / changed[id]);
        }
        return sum;
    }

    @Test
    void candidatesBesideTheLimitsAreDiscardedWithTheReason() {
        int layers = open.model().card().layers();
        Candidates all = new Candidates(List.of(SiteKind.RESID_PRE, SiteKind.RESID_POST), List.of(-1), false);
        assertThat(open.answer(request(all, new Limits(1, 1e9, -1e9))).candidates()).allSatisfy(one -> {
            boolean last = one.site() == SiteKind.RESID_POST && one.layer() == layers - 1;
            assertThat(one.discarded().contains(Reason.TOO_DEEP)).isEqualTo(last);
        });
        // Of the shallowest limit the input of block 1, and the output of block 0, which is the same.
        assertThat(open.answer(request(all, new Limits(0, 1e9, -1e9))).candidates())
                .filteredOn(one -> one.discarded().isEmpty()).hasSize(2).allSatisfy(
                        one -> assertThat(one.layer()).isEqualTo(one.site() == SiteKind.RESID_PRE ? 1 : 0));

        RefusalDirection none = open.answer(request(all, new Limits(9, 0, 1e9)));
        assertThat(none.chosen()).isEmpty();
        assertThat(none.vector()).isEmpty();
        assertThat(none.candidates()).filteredOn(one -> !one.discarded().contains(Reason.NO_NUMBER)).isNotEmpty()
                .allSatisfy(one -> assertThat(one.discarded())
                        .isEqualTo(Set.of(Reason.CHANGES_TOO_MUCH, Reason.INDUCES_TOO_LITTLE)));
    }

    /// Removal then leaves a harmless mean as it was.
    @Test
    void theDifferenceBesideTheHarmlessMeanIsAtRightAnglesToIt() {
        RefusalDirection found = open.answer(request(candidates(true, SiteKind.RESID_POST), ALL));
        Candidate chosen = found.chosen().orElseThrow();
        String site = new Site(chosen.site(), chosen.layer()).name();
        float[] direction = found.vector().orElseThrow().at(chosen.layer());
        double mean = 0;
        for (int prompt : new int[]{0, 2}) {
            TensorValue values = open.answer(new RunRequest(HARMLESS.get(prompt), List.of(site), 0, false)).sites()
                    .get(site);
            int width = values.size(-1);
            mean += SteeringVector.projection(values.slice(values.length() + chosen.position() * width, width),
                    direction);
        }
        assertThat(mean).isCloseTo(0, within(1e-4));
    }

    @Test
    void whatCannotBeFoundIsRefused() {
        assertThatThrownBy(() -> open.answer(request(candidates(false, SiteKind.PATTERN), ALL)))
                .isInstanceOf(RequestException.class).hasMessageContaining("pattern");
        assertThatThrownBy(() -> open.answer(request(candidates(false), ALL))).isInstanceOf(RequestException.class)
                .hasMessageContaining("no site");
        assertThatThrownBy(() -> open.answer(new RefusalDirectionRequest(HARMFUL, HARMLESS, HeldOut.NONE,
                Candidates.USUAL, ALL, List.of()))).isInstanceOf(RequestException.class)
                .hasMessageContaining("begins a refusal");
        Prompt text = new Prompt.Text("sink it");
        assertThatThrownBy(() -> open.answer(new RefusalDirectionRequest(List.of(text), List.of(text), HeldOut.NONE,
                Candidates.USUAL, ALL, RefusalDirectionRequest.USUAL_REFUSALS))).isInstanceOf(PromptException.class)
                .hasMessageContaining("conversation");
        assertThatThrownBy(() -> open.answer(request(Candidates.USUAL, ALL), new RecordingContext(30)))
                .isInstanceOf(CancellationException.class);
    }
}
