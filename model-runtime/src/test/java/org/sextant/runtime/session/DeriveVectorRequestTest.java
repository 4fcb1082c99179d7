package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.DerivedVector.ReadPrompt;
import org.sextant.runtime.steering.Contrast;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Direction;
import org.sextant.runtime.steering.MeanDifference;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Vectors from prompts, on a small model whose tokens are letters.
class DeriveVectorRequestTest {
    private static final String SITE = "blocks.1.hook_resid_post";
    private static final String TEMPLATE = "{% for m in messages %}<s>{{ m.role }}: {{ m.content | trim }}.{% endfor %}"
            + "{% if add_generation_prompt %}</s>me{% endif %}";
    private static final List<Prompt> POSITIVE = texts("calm sea", "still water", "a quiet bay", "sun", "warm sand");
    private static final List<Prompt> NEGATIVE = texts("high waves", "cold wind!", "a wild storm", "hail", "dark sky");

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

    private static List<Prompt> texts(String... texts) {
        return Stream.of(texts).<Prompt>map(Prompt.Text::new).toList();
    }

    private static Prompt asked(String text) {
        return new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true);
    }

    private static DeriveVectorRequest request(DerivationMethod method, TokenPosition position, HeldOut heldOut) {
        return new DeriveVectorRequest(POSITIVE, NEGATIVE, heldOut, method, SiteKind.RESID_POST, List.of(1), position,
                List.of());
    }

    private static DeriveVectorRequest request(List<Prompt> positive, List<Prompt> negative, DerivationMethod method,
            TokenPosition position) {
        return new DeriveVectorRequest(positive, negative, HeldOut.NONE, method, SiteKind.RESID_POST, List.of(1),
                position, List.of());
    }

    /// A site's values `[position][d_model]`, by a pass of their own.
    private List<float[]> values(Prompt prompt) {
        TensorValue all = open.answer(new RunRequest(prompt, List.of(SITE), 0, false)).sites().get(SITE);
        int width = all.size(-1);
        List<float[]> rows = new ArrayList<>();
        for (int position = 0; position < all.length() / width; position++) {
            rows.add(all.slice(position * width, width));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, -3})
    void theMeanDifferenceIsThatOfTheTokensThatAreRead(int index) {
        DerivedVector derived = open.answer(request(DerivationMethod.MEAN_DIFFERENCE, TokenPosition.fromEnd(index),
                HeldOut.NONE));
        MeanDifference expected = new MeanDifference(open.model().card().dModel());
        Stream.concat(POSITIVE.stream(), NEGATIVE.stream()).forEach(prompt -> {
            List<float[]> values = values(prompt);
            expected.add(POSITIVE.contains(prompt), values.get(values.size() + index));
        });
        assertThat(derived.vector().at(1)).containsExactly(expected.vector(), within(1e-6f));
        assertThat(derived.vector().site()).isEqualTo(SiteKind.RESID_POST);
        assertThat(derived.vector().about()).containsEntry("method", "mean-difference")
                .containsEntry("position", Integer.toString(index)).containsEntry("normalised", "false");
        ReadPrompt sea = derived.prompts().getFirst();
        assertThat(sea.tokens().get(sea.read().getFirst()).text())
                .isEqualTo("calm sea".substring(8 + index, 9 + index));
    }

    @Test
    void theMeanOfTheNegativePromptsStandsBesideTheVector() {
        DerivedVector derived = open
                .answer(request(DerivationMethod.MEAN_DIFFERENCE, TokenPosition.LAST, HeldOut.NONE));
        DerivedVector.Layer layer = derived.layers().getFirst();
        double along = 0;
        double[] unit = new double[layer.negativeMean().size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = derived.vector().at(1)[i] / layer.norm();
            along += layer.negativeMean().get(i) * unit[i];
        }
        assertThat(along).isCloseTo(layer.separation().negative().mean(), within(1e-4));
    }

    @Test
    void whatARuleReadsCanBeSeenBeforeAnythingIsComputed() {
        List<Prompt> conversations = List.of(asked("sun"), asked("calm sea"));
        for (TokenPosition rule : List.of(TokenPosition.LAST, TokenPosition.MEAN, TokenPosition.fromEnd(-2),
                TokenPosition.INSTRUCTION_END, TokenPosition.AFTER_INSTRUCTION)) {
            List<ReadPrompt> read = open.answer(request(conversations, conversations, DerivationMethod.MEAN_DIFFERENCE,
                    rule)).prompts();
            List<RowReader.Text> seen = new ReadPlaces(open.model()).read(conversations, rule, false);
            for (int i = 0; i < conversations.size(); i++) {
                assertThat(seen.get(i).places().getFirst()).isEqualTo(read.get(i).read());
            }
        }
        List<RowReader.Text> padded = new ReadPlaces(open.model())
                .read(List.of(new Prompt.Text("sun"), new Prompt.Text("calm sea")), TokenPosition.LAST, true);
        assertThat(padded.getFirst().ids()).hasSameSizeAs(padded.getLast().ids());
    }

    @Test
    void theMeanIsOverTokensThatAreNotSpecial() {
        Prompt marked = new Prompt.Text("<s>ab");
        DerivedVector derived = open.answer(request(List.of(marked), texts("cd"), DerivationMethod.MEAN_DIFFERENCE,
                TokenPosition.MEAN));
        assertThat(derived.prompts().getFirst().read()).containsExactly(1, 2);
        List<float[]> above = values(marked);
        List<float[]> below = values(new Prompt.Text("cd"));
        float[] vector = derived.vector().at(1);
        for (int i = 0; i < vector.length; i++) {
            assertThat(vector[i]).isCloseTo((above.get(1)[i] + above.get(2)[i] - below.get(0)[i] - below.get(1)[i]) / 2,
                    within(1e-5f));
        }
    }

    @Test
    void ofAConversationTheInstructionAndWhatFollowsAreKnown() {
        List<Prompt> positive = List.of(asked("  a user: a  "));
        DerivedVector at = open.answer(request(positive, List.of(asked("b")), DerivationMethod.MEAN_DIFFERENCE,
                TokenPosition.INSTRUCTION_END));
        DerivedVector after = open.answer(request(positive, List.of(asked("b")), DerivationMethod.MEAN_DIFFERENCE,
                TokenPosition.AFTER_INSTRUCTION));
        // <s> u s e r : _ a _ u s e r : _ a . </s> m e
        assertThat(at.prompts().get(0).read()).containsExactly(15);
        assertThat(at.prompts().get(1).read()).containsExactly(7);
        assertThat(after.prompts().get(0).read()).containsExactly(16);
        assertThat(new TokenPlaces(open.model().prompts()).afterInstructions(positive)).containsExactly(-1, -2, -3,
                -4);
        assertThatThrownBy(() -> open.answer(request(texts("a"), texts("b"), DerivationMethod.MEAN_DIFFERENCE,
                TokenPosition.INSTRUCTION_END))).isInstanceOf(PromptException.class)
                .hasMessageContaining("conversation");
    }

    @ParameterizedTest
    @EnumSource(names = {"PCA_CENTER", "PCA_DIFF", "PROBE", "MEAN_DIFFERENCE"})
    void figuresAreThoseOfHeldOutPrompts(DerivationMethod method) {
        DerivedVector derived = open.answer(request(method, TokenPosition.LAST, new HeldOut.Share(0.4)));
        assertThat(derived.prompts()).extracting(ReadPrompt::heldOut).containsExactly(false, false, true, false, true,
                false, false, true, false, true);
        assertThat(derived.prompts()).extracting(ReadPrompt::positive).startsWith(true, true, true, true, true)
                .endsWith(false, false, false, false, false);

        List<Integer> learnt = List.of(0, 1, 3);
        Direction expected = Direction.of(method, new Contrast("here", lastRows(POSITIVE, learnt),
                lastRows(NEGATIVE, learnt)));
        assertThat(derived.vector().at(1)).containsExactly(expected.vector(), within(1e-5f));

        DerivedVector.Layer figures = derived.layers().getFirst();
        assertThat(figures.layer()).isEqualTo(1);
        assertThat(figures.norm()).isCloseTo(SteeringVector.norm(expected.vector()), within(1e-5));
        assertThat(figures.explainedVariance()).isCloseTo(expected.explainedVariance(), within(1e-5));
        double[] projections = figures.projections().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(projections).hasSize(10);
        float[] sand = lastRows(POSITIVE, List.of(4)).getFirst();
        assertThat(projections[4]).isCloseTo(SteeringVector.projection(sand, expected.vector()), within(1e-4));
        double above = 0;
        for (int one : new int[]{2, 4}) {
            for (int other : new int[]{7, 9}) {
                above += projections[one] > projections[other] ? 1 : 0;
            }
        }
        assertThat(figures.separation().auroc()).isEqualTo(above / 4);
        assertThat(figures.separation().positive().mean()).isCloseTo((projections[2] + projections[4]) / 2,
                within(1e-9));
    }

    private List<float[]> lastRows(List<Prompt> prompts, List<Integer> indices) {
        return indices.stream().map(i -> values(prompts.get(i)).getLast()).toList();
    }

    @Test
    void heldOutPromptsMayBeGiven() {
        DerivedVector derived = open.answer(request(DerivationMethod.MEAN_DIFFERENCE, TokenPosition.LAST,
                new HeldOut.Given(texts("fog"), texts("ice", "sleet"))));
        assertThat(derived.prompts()).hasSize(13).filteredOn(ReadPrompt::heldOut)
                .extracting(ReadPrompt::positive).containsExactly(true, false, false);
        assertThat(derived.layers().getFirst().separation().negative().count()).isEqualTo(2);
        assertThat(derived.vector()).isEqualTo(
                open.answer(request(DerivationMethod.MEAN_DIFFERENCE, TokenPosition.LAST, HeldOut.NONE)).vector());
    }

    @Test
    void aShorterPromptOfAPairIsFilledUpWithSpaces() {
        DerivedVector derived = open.answer(request(texts("love"), texts("ox"), DerivationMethod.ACT_ADD,
                TokenPosition.LAST));
        assertThat(derived.prompts()).extracting(prompt -> prompt.tokens().size()).containsExactly(4, 4);
        float[] love = values(new Prompt.Text("love")).getLast();
        float[] ox = values(new Prompt.Text("ox  ")).getLast();
        for (int i = 0; i < love.length; i++) {
            assertThat(derived.vector().at(1)[i]).isCloseTo(love[i] - ox[i], within(1e-5f));
        }
    }

    @Test
    void everyLayerGetsADirectionAndMethodsAreCompared() {
        RecordingContext context = new RecordingContext();
        DerivedVector derived = open.answer(new DeriveVectorRequest(POSITIVE, NEGATIVE, HeldOut.NONE,
                DerivationMethod.MEAN_DIFFERENCE, SiteKind.RESID_PRE, List.of(1, 0), TokenPosition.LAST,
                List.of(DerivationMethod.MEAN_DIFFERENCE, DerivationMethod.PCA_CENTER, DerivationMethod.PROBE)),
                context);
        assertThat(derived.vector().byLayer()).containsOnlyKeys(0, 1);
        assertThat(derived.layers()).extracting(DerivedVector.Layer::layer).containsExactly(0, 1);
        assertThat(derived.layers()).allSatisfy(layer -> {
            assertThat(layer.cosines().get(DerivationMethod.MEAN_DIFFERENCE)).isCloseTo(1, within(1e-6));
            assertThat(layer.cosines().get(DerivationMethod.PROBE)).isBetween(0.1, 1.0);
            assertThat(layer.cosines().get(DerivationMethod.PCA_CENTER)).isBetween(-1.0, 1.0);
        });
        assertThat(context.updates(Update.Progress.class)).extracting(Update.Progress::stage)
                .containsSubsequence("Reading", "Deriving");
        assertThat(derived.provenance().sites()).containsExactly("blocks.0.hook_resid_pre",
                "blocks.1.hook_resid_pre");
        assertThat(derived.provenance().settings()).contains("method=mean-difference", "position=last");
    }

    @Test
    void itIsCancelledBetweenPrompts() {
        RecordingContext context = new RecordingContext(3);
        assertThatThrownBy(() -> open.answer(request(DerivationMethod.PROBE, TokenPosition.LAST, HeldOut.NONE),
                context)).isInstanceOf(CancellationException.class);
        assertThat(context.looks()).isEqualTo(4);
    }

    @Test
    void whatCannotBeDerivedIsRefused() {
        DerivationMethod mean = DerivationMethod.MEAN_DIFFERENCE;
        refused(request(List.of(), NEGATIVE, mean, TokenPosition.LAST), RequestException.class, "no prompt of a class");
        refused(request(POSITIVE, texts("a"), DerivationMethod.PCA_DIFF, TokenPosition.LAST),
                SteeringException.class, "5 positive and 1 negative");
        refused(request(DerivationMethod.ACT_ADD, TokenPosition.LAST, HeldOut.NONE), SteeringException.class,
                "one pair");
        refused(request(mean, TokenPosition.fromEnd(-4), HeldOut.NONE), PromptException.class, "3 tokens and none");
        refused(new DeriveVectorRequest(POSITIVE, texts("a"), new HeldOut.Share(0.4), mean, SiteKind.RESID_POST,
                List.of(1), TokenPosition.LAST, List.of()), RequestException.class, "held-out");
        refused(new DeriveVectorRequest(POSITIVE, NEGATIVE, HeldOut.NONE, mean, SiteKind.RESID_POST, List.of(),
                TokenPosition.LAST, List.of()), RequestException.class, "no layer");
        refused(new DeriveVectorRequest(POSITIVE, NEGATIVE, HeldOut.NONE, mean, SiteKind.RESID_POST, List.of(9),
                TokenPosition.LAST, List.of()), SiteException.class, "blocks.9");
        refused(new DeriveVectorRequest(POSITIVE, NEGATIVE, HeldOut.NONE, mean, SiteKind.PATTERN, List.of(1),
                TokenPosition.LAST, List.of()), RequestException.class, "pattern");
        assertThatThrownBy(() -> TokenPosition.fromEnd(0)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> new HeldOut.Share(1)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> new HeldOut.Given(POSITIVE, List.of())).isInstanceOf(RequestException.class);
    }

    private void refused(Request<?> request, Class<? extends SextantException> kind, String words) {
        assertThatThrownBy(() -> open.answer(request)).isInstanceOf(kind).hasMessageContaining(words);
    }
}
