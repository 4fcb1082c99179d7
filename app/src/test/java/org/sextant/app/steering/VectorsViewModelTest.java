package org.sextant.app.steering;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.steering.VectorQuestion.RefusalChoice;
import org.sextant.app.steering.VectorsViewModel.Measure;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.assets.prompts.ContrastLists.Subject;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorEdit;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Vectors made without a window, on a small model whose tokens are letters.
class VectorsViewModelTest {
    private static final String TEMPLATE = "{% for m in messages %}{{ m.content }}{% endfor %}"
            + "{% if add_generation_prompt %}</s>me{% endif %}";
    private static final List<String> CALM = List.of("calm sea", "still water", "a quiet bay", "sun", "warm sand");
    private static final List<String> WILD = List.of("high waves", "cold wind", "a wild storm", "hail", "dark sky");

    @TempDir
    private static Path models;
    private static Session session;
    private static OpenModel model;

    @TempDir
    private Path folder;

    private final Boards desk = new Boards();
    private final VectorsViewModel vectors = new VectorsViewModel(
            new ViewContext(desk.workspace, desk.tasks, desk.errors, desk.board::add));

    @BeforeAll
    static void open() {
        Path path = CheckpointFolder.copyOf("v5/llama", models.resolve("model")).withTokenizer()
                .with("chat_template.jinja", TEMPLATE).path();
        session = Session.local();
        model = session.open(new OpenRequest(new ModelLocation.Folder(path))).await();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @AfterEach
    void withoutBugs() {
        assertThat(desk.bugs).isEmpty();
    }

    @Test
    void theFiguresAreThoseOfTheRequest() {
        begin(CALM, WILD);
        vectors.inputs().heldOutProperty().set(0.4);
        vectors.inputs().siteProperty().set(SiteKind.RESID_MID);
        vectors.inputs().positionProperty().set(TokenPosition.fromEnd(-2));
        vectors.derive();

        DerivedVector asked = model.submit(new DeriveVectorRequest(texts(CALM), texts(WILD), new HeldOut.Share(0.4),
                DerivationMethod.MEAN_DIFFERENCE, SiteKind.RESID_MID, List.of(0, 1), TokenPosition.fromEnd(-2),
                List.of(DerivationMethod.PCA_CENTER, DerivationMethod.PCA_DIFF, DerivationMethod.PROBE))).await();
        assertThat(vectors.stateProperty().get()).isEqualTo(new PaneState.Result());
        assertThat(derived().derived().vector()).isEqualTo(asked.vector());
        assertThat(derived().derived().layers()).isEqualTo(asked.layers());
        assertThat(derived().derived().prompts()).isEqualTo(asked.prompts());
        for (Measure measure : Measure.values()) {
            assertThat(VectorFigures.layers(derived(), measure).series().getFirst().points()).extracting(Point::y)
                    .containsExactlyElementsOf(asked.layers().stream().map(measure::of).toList());
        }
    }

    @Test
    void theLayerThatSeparatesBestIsSelectedAndItsProjectionsAreShown() {
        begin(CALM, WILD);
        vectors.inputs().heldOutProperty().set(0.4);
        vectors.derive();
        DerivedVector.Layer best = derived().layer(vectors.layerProperty().get().getAsInt()).orElseThrow();
        assertThat(derived().derived().layers())
                .allMatch(layer -> layer.separation().auroc() <= best.separation().auroc());

        var strip = VectorFigures.projections(derived(), best);
        assertThat(strip.series()).extracting(series -> series.name() + " " + series.points().size()).containsExactly(
                "positive 3", "positive, held out 2", "negative 3", "negative, held out 2");
        assertThat(strip.series().stream().flatMap(series -> series.points().stream()))
                .allMatch(point -> point.x() == best.projections().get(point.id()));
        vectors.selectPrompt(7);
        assertThat(vectors.promptProperty().get()).isEqualTo(OptionalInt.of(7));
        vectors.selectPrompt(10);
        vectors.selectLayer(9);
        assertThat(vectors.promptProperty().get()).isEqualTo(OptionalInt.of(7));
        assertThat(vectors.layerProperty().get()).isEqualTo(OptionalInt.of(best.layer()));
    }

    @Test
    void asConversationsTheTemplatesTokensCanBeRead() {
        begin(CALM, WILD);
        assertThat(vectors.inputs().positionsProperty().get()).doesNotContain(TokenPosition.AFTER_INSTRUCTION);
        vectors.inputs().conversationsProperty().set(true);
        vectors.inputs().positionProperty().set(TokenPosition.AFTER_INSTRUCTION);
        vectors.derive();
        DerivedVector asked = model.submit(new DeriveVectorRequest(asked(CALM), asked(WILD), new HeldOut.Share(0.2),
                DerivationMethod.MEAN_DIFFERENCE, SiteKind.RESID_POST, List.of(0, 1), TokenPosition.AFTER_INSTRUCTION,
                List.of())).await();
        assertThat(derived().derived().vector()).isEqualTo(asked.vector());
        assertThat(derived().derived().prompts()).allMatch(prompt -> prompt.read().size() == 1);

        vectors.inputs().conversationsProperty().set(false);
        assertThat(vectors.inputs().positionProperty().get()).isEqualTo(TokenPosition.LAST);
    }

    @Test
    void whatIsMissingIsSaidAndTheNextTryWorks() {
        begin(List.of(), List.of());
        vectors.derive();
        assertThat(missing().what()).isEqualTo("Both lists are empty");
        type(Side.POSITIVE, CALM);
        vectors.derive();
        assertThat(missing().what()).isEqualTo("The list of negative prompts is empty");
        type(Side.NEGATIVE, WILD.subList(0, 4));
        vectors.inputs().methodProperty().set(VectorMethod.PCA_CENTER);
        vectors.derive();
        assertThat(missing().what()).isEqualTo("PCA centred takes pairs");
        assertThat(missing().remedy()).startsWith("There are 5 positive and 4 negative prompts. Give as many of both");
        vectors.inputs().methodProperty().set(VectorMethod.ACT_ADD);
        vectors.derive();
        assertThat(missing().what()).isEqualTo("ActAdd takes one pair of prompts");
        vectors.inputs().methodProperty().set(VectorMethod.PROBE);
        type(Side.POSITIVE, List.of("{\"text\": \"calm\"}", "{\"text\":"));
        vectors.derive();
        assertThat(cannot().where()).contains("the list positive, line 2");

        type(Side.NEGATIVE, WILD);
        type(Side.POSITIVE, CALM);
        vectors.derive();
        assertThat(vectors.stateProperty().get()).isEqualTo(new PaneState.Result());
        assertThat(derived().question().method()).isEqualTo(VectorMethod.PROBE);
    }

    @Test
    void aFailureOfTheModelIsShownInPlaceAndTheVectorBeforeStaysBehindIt() {
        begin(CALM, WILD);
        vectors.derive();
        DerivedVector before = derived().derived();
        vectors.inputs().heldOutProperty().set(0.9);
        type(Side.NEGATIVE, List.of("gale"));
        vectors.derive();
        assertThat(cannot().remedy()).contains("held-out share");
        assertThat(derived().derived()).isEqualTo(before);
        assertThat(desk.errors.problemProperty().get()).isEmpty();
    }

    @Test
    void aMethodThatIsOnlyComparedDoesNotStandInTheWay() {
        begin(List.of("a sea", "b sea", "c sea"), List.of("a sea", "b sea", "c sea"));
        vectors.inputs().heldOutProperty().set(0);
        vectors.derive();
        assertThat(vectors.stateProperty().get()).isEqualTo(new PaneState.Result());
        assertThat(derived().derived().layers()).allMatch(layer -> layer.cosines().isEmpty());
    }

    @Test
    void theVectorIsPutOnTheBoardAtTheSelectedLayerAndTakenBack() {
        begin(CALM, WILD);
        vectors.inputs().methodProperty().set(VectorMethod.PROBE);
        vectors.derive();
        vectors.selectLayer(1);
        vectors.putOnBoard();
        assertThat(desk.row(0).name()).isEqualTo("probe L1");
        assertThat(desk.row(0).rowProperty().get().activeLayers()).containsExactly(1);
        var separation = derived().layer(1).orElseThrow().separation();
        assertThat(desk.row(0).rangeProperty().get().high())
                .isEqualTo(Math.max(2, 1.5 * Math.abs(separation.positive().mean() - separation.negative().mean())));
        assertThat(desk.plan().isNeutral()).isTrue();
        desk.row(0).slide(1, false);
        assertThat(desk.plan().edits()).hasSize(1);
        desk.workspace.steeringHistory().undo();
        desk.workspace.steeringHistory().undo();
        assertThat(desk.board.setProperty().get()).isEqualTo(SteeringSet.EMPTY);
    }

    @Test
    void theVectorIsSavedInEachFormatAndTheOnesThatSayLessSaySo() {
        begin(CALM, WILD);
        vectors.derive();
        for (String ending : List.of(".safetensors", ".gguf", ".svec", ".npz")) {
            Path file = folder.resolve("v" + ending);
            vectors.save(file, saved -> assertThat(saved).isEqualTo(file));
            assertThat(VectorFile.read(file).byLayer().get(1)).isEqualTo(derived().derived().vector().at(1));
        }
    }

    @Test
    void listsAreReadFromFiles() throws IOException {
        begin(List.of(), List.of());
        vectors.store().load(Side.POSITIVE, Files.write(folder.resolve("calm.txt"), CALM));
        assertThat(vectors.inputs().text(Side.POSITIVE).get()).isEqualTo(String.join("\n", CALM));
        vectors.store().load(Side.NEGATIVE, folder.resolve("none.txt"));
        assertThat(desk.errors.problemProperty().get().orElseThrow().where()).contains("none.txt");
        assertThat(vectors.inputs().text(Side.NEGATIVE).get()).isEmpty();
    }

    @Test
    void theDirectionOfRefusingIsThatOfItsRequestWithAllItsCandidates() {
        begin(CALM, WILD);
        vectors.inputs().methodProperty().set(VectorMethod.REFUSAL);
        assertThat(vectors.inputs().conversationsProperty().get()).isTrue();
        var candidates = new RefusalDirectionRequest.Candidates(List.of(SiteKind.RESID_PRE, SiteKind.RESID_MID),
                List.of(-1, -2), true);
        vectors.inputs().refusalProperty().set(new RefusalChoice(candidates,
                new RefusalDirectionRequest.Limits(1, 50, -50), "I\n\nno way"));
        type(Side.HELD_POSITIVE, List.of("mist"));
        type(Side.HELD_NEGATIVE, List.of("dew"));
        vectors.derive();
        RefusalDirection asked = model.submit(new RefusalDirectionRequest(asked(CALM), asked(WILD),
                new HeldOut.Given(asked(List.of("mist")), asked(List.of("dew"))), candidates,
                new RefusalDirectionRequest.Limits(1, 50, -50),
                List.of(new Prompt.Text("I", false), new Prompt.Text("no way", false)))).await();
        var made = (MadeVector.Refusal) vectors.madeProperty().get().orElseThrow();
        assertThat(made.found().candidates()).isEqualTo(asked.candidates());
        assertThat(made.found().vector()).isEqualTo(asked.vector());
        assertThat(vectors.layerProperty().get())
                .isEqualTo(OptionalInt.of(asked.chosen().orElseThrow().layer()));
        vectors.putOnBoard();
        assertThat(desk.board.rows()).hasSize(1);
        assertThat(desk.row(0).rowProperty().get().operations()).contains(Operation.AFFINE);
    }

    @Test
    void aLearntDirectionIsThatOfItsRequestAndGoesToTheBoardWithItsCoefficient() {
        begin(List.of("the sea is calm", "a bay is warm"), List.of("the sea is wild", "a bay is cold"));
        vectors.inputs().methodProperty().set(VectorMethod.LEARNT);
        vectors.derive();
        assertThat(missing().what()).isEqualTo("There are no texts to keep");
        type(Side.KEPT, List.of("ahoy there", "all is well"));
        vectors.inputs().heldOutProperty().set(0);
        vectors.inputs().layersProperty().set(new LayerRange(1, 1));
        vectors.inputs().courseProperty().set(new Course(2, 0.5, 0.1, 1e9, 3));
        vectors.derive();
        LearnDirectionResult asked = model.submit(new LearnDirectionRequest(
                texts(List.of("the sea is calm", "a bay is warm")), texts(List.of("the sea is wild", "a bay is cold")),
                HeldOut.NONE, texts(List.of("ahoy there", "all is well")), List.of(1),
                new Course(2, 0.5, 0.1, 1e9, 3))).await();
        var made = (MadeVector.Learnt) vectors.madeProperty().get().orElseThrow();
        assertThat(made.result().vector()).isEqualTo(asked.vector());
        assertThat(made.result().layers()).isEqualTo(asked.layers());
        assertThat(vectors.layerProperty().get()).isEqualTo(OptionalInt.of(1));
        var layer = asked.layers().getFirst();
        assertThat(LearntFigures.layers(made).series().getFirst().points()).extracting(Point::y)
                .containsExactly(layer.chosen().orElseThrow().turned());
        assertThat(LearntFigures.coefficients(made, layer).series().getFirst().points()).extracting(Point::x)
                .containsExactlyElementsOf(layer.tried().stream().map(LearnDirectionResult.Effect::cost).toList());
        vectors.putOnBoard();
        assertThat(desk.row(0).name()).isEqualTo("learnt L1");
        assertThat(desk.row(0).rangeProperty().get().high())
                .isGreaterThanOrEqualTo(1.5 * layer.chosen().orElseThrow().coefficient());

        type(Side.NEGATIVE, List.of("the sea is wild", "something else"));
        vectors.derive();
        assertThat(cannot().where()).isEqualTo("in pair 2");
    }

    @Test
    void aDerivedVectorCanBeSwitchedToAffineEditing() {
        begin(CALM, WILD);
        vectors.derive();
        vectors.selectLayer(1);
        vectors.putOnBoard();
        desk.row(0).operation(Operation.AFFINE);
        assertThat(desk.row(0).rowProperty().get().operation()).contains(Operation.AFFINE);
        VectorEdit edit = (VectorEdit) desk.row(0).rowProperty().get().row().parts().get(1).edit();
        assertThat(edit.negativeMean()).contains(derived().layer(1).orElseThrow().negativeMean());
        desk.row(0).operation(Operation.ADD);
        assertThat(desk.row(0).rowProperty().get().operation()).contains(Operation.ADD);
        desk.board.add(NewRows.vector("file", derived().derived().vector()));
        assertThat(desk.row(1).rowProperty().get().operations()).doesNotContain(Operation.AFFINE);
    }

    @Test
    void onlyTheChosenLayersGetADirection() {
        begin(CALM, WILD);
        vectors.inputs().layersProperty().set(LayerRange.all(2).startingAt(1));
        vectors.derive();
        assertThat(derived().derived().vector().byLayer().keySet()).containsExactly(1);
        assertThat(new LayerRange(3, 5).endingAt(2)).isEqualTo(new LayerRange(2, 2));
        assertThat(new LayerRange(0, 2).startingAt(4)).isEqualTo(new LayerRange(4, 4));
    }

    @Test
    void vectorsAreCombinedAndWhatDoesNotFitIsSaid() {
        begin(CALM, WILD);
        vectors.derive();
        SteeringVector calm = derived().derived().vector();
        vectors.putOnBoard();
        vectors.inputs().methodProperty().set(VectorMethod.COMBINATION);
        vectors.derive();
        assertThat(missing().what()).isEqualTo("No vector is chosen");

        CombineInputs combine = vectors.combine();
        assertThat(combine.sourcesProperty().get()).extracting(VectorSource::origin).containsExactly("derived",
                "board");
        combine.add();
        combine.add();
        combine.replace(1, new CombineQuestion.Term(-0.5, combine.termsProperty().get().get(1).source()));
        vectors.derive();
        var made = (MadeVector.Plain) vectors.madeProperty().get().orElseThrow();
        assertThat(made.made().at(1)[0]).isCloseTo(0.5f * calm.at(1)[0], within(1e-6f));
        assertThat(PlainFigures.cosine(made, made.operands().getFirst(), 1)).isCloseTo(1, within(1e-6));
        assertThat(PlainFigures.layers(made).series()).hasSize(2);
        combine.normProperty().set(OptionalDouble.of(3));
        vectors.derive();
        var scaled = (MadeVector.Plain) vectors.madeProperty().get().orElseThrow();
        assertThat(PlainFigures.norm(scaled, 0)).isCloseTo(3, within(1e-5));
        vectors.putOnBoard();
        assertThat(desk.row(1).name()).isEqualTo("combination L1");

        combine.normProperty().set(OptionalDouble.empty());
        combine.withoutProperty().set(Optional.of(combine.termsProperty().get().getFirst().source()));
        vectors.derive();
        assertThat(vectors.stateProperty().get()).isEqualTo(new PaneState.Result());
        combine.withoutProperty().set(Optional.empty());
        Path wide = folder.resolve("wide.safetensors");
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST,
                new TreeMap<>(Map.of(0, new float[]{1, 2, 3}, 1, new float[]{1, 2, 3})), Map.of()), wide);
        combine.add(wide);
        vectors.derive();
        assertThat(cannot().what()).isEqualTo("the vectors have the widths 32 and 3");
        combine.remove(2);
        Path short1 = folder.resolve("short.safetensors");
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(1, calm.at(1))), Map.of()),
                short1);
        combine.add(short1);
        vectors.derive();
        assertThat(cannot().what()).isEqualTo("the vectors have the layers [0, 1] and [1]");
        vectors.inputs().layersProperty().set(new LayerRange(1, 1));
        vectors.derive();
        assertThat(vectors.stateProperty().get()).isEqualTo(new PaneState.Result());
        vectors.inputs().layersProperty().set(new LayerRange(0, 0));
        vectors.derive();
        assertThat(cannot().what()).contains("short has no direction at the layers 0 to 0");
    }

    @Test
    void withoutAnSaeThereIsNoFeatureAndAFolderThatIsNoneSaysSo() {
        begin(CALM, WILD);
        vectors.inputs().methodProperty().set(VectorMethod.FEATURE);
        vectors.derive();
        assertThat(missing().what()).isEqualTo("No SAE is chosen");
        vectors.feature().choose(folder);
        assertThat(vectors.feature().problemProperty().get().orElseThrow().what()).contains("no SAE in this folder");
        vectors.derive();
        assertThat(cannot().what()).contains("no SAE in this folder");
    }

    @Test
    void whatWouldBeReadIsShownBeforeAnythingIsDerived() {
        begin(CALM, WILD);
        vectors.preview().look(Side.POSITIVE, 1);
        assertThat(seen().title()).isEqualTo("positive 2 of 5");
        assertThat(seen().read()).containsExactly(seen().tokens().size() - 1);
        vectors.inputs().positionProperty().set(TokenPosition.fromEnd(-2));
        assertThat(seen().read()).containsExactly(seen().tokens().size() - 2);
        vectors.inputs().positionProperty().set(TokenPosition.MEAN);
        assertThat(seen().read()).hasSizeGreaterThan(2);
        vectors.inputs().positionProperty().set(TokenPosition.fromEnd(-6));
        vectors.preview().look(Side.POSITIVE, 3);
        assertThat(seen().problem()).contains("none at -6");
        vectors.inputs().methodProperty().set(VectorMethod.LEARNT);
        type(Side.POSITIVE, List.of("the sea is calm"));
        type(Side.NEGATIVE, List.of("the sea is wild"));
        vectors.preview().look(Side.POSITIVE, 0);
        assertThat(seen().read()).singleElement()
                .satisfies(at -> assertThat(seen().tokens().get(at).text().strip()).isEqualTo("c"));
        vectors.inputs().methodProperty().set(VectorMethod.REFUSAL);
        assertThat(seen().read()).isNotEmpty().last().isEqualTo(seen().tokens().size() - 1);
        vectors.inputs().methodProperty().set(VectorMethod.COMBINATION);
        assertThat(vectors.preview().seenProperty().get()).isEmpty();
    }

    private ReadPreview.Seen seen() {
        return vectors.preview().seenProperty().get().orElseThrow();
    }

    @Test
    void theExampleListsComeWithTheMethodTheyAreMadeFor() {
        begin(List.of(), List.of());
        vectors.store().example(Subject.SENTIMENT);
        assertThat(vectors.inputs().methodProperty().get()).isEqualTo(VectorMethod.LEARNT);
        assertThat(vectors.inputs().prompts().count(Side.POSITIVE)).isEqualTo(300)
                .isEqualTo(vectors.inputs().prompts().count(Side.NEGATIVE));
        assertThat(vectors.inputs().prompts().count(Side.KEPT)).isEqualTo(300);
        vectors.store().example(Subject.REFUSAL);
        assertThat(vectors.inputs().methodProperty().get()).isEqualTo(VectorMethod.REFUSAL);
        assertThat(vectors.inputs().conversationsProperty().get()).isTrue();
    }

    @Test
    void oneHeldOutListAloneIsMissingItsOther() {
        begin(CALM, WILD);
        type(Side.HELD_POSITIVE, List.of("mist"));
        vectors.derive();
        assertThat(missing().what()).isEqualTo("The list of negative, held out prompts is empty");
        type(Side.HELD_NEGATIVE, List.of("dew"));
        vectors.derive();
        assertThat(derived().derived().prompts().stream().filter(DerivedVector.ReadPrompt::heldOut)).hasSize(2);
    }

    @Test
    void anotherModelForgetsTheVectorAndKeepsTheLists() {
        begin(CALM, WILD);
        vectors.derive();
        desk.open(new StubModel());
        assertThat(vectors.madeProperty().get()).isEmpty();
        assertThat(vectors.layerProperty().get()).isEmpty();
        assertThat(vectors.stateProperty().get()).isInstanceOf(PaneState.Empty.class);
        assertThat(vectors.inputs().text(Side.POSITIVE).get()).isNotEmpty();
        assertThat(vectors.inputs().canConverseProperty().get()).isFalse();
        assertThat(vectors.inputs().sitesProperty().get()).containsExactly(SiteKind.RESID_PRE, SiteKind.RESID_POST);
    }

    private void begin(List<String> positive, List<String> negative) {
        desk.workspace.modelProperty().set(Optional.of(atOnce()));
        type(Side.POSITIVE, positive);
        type(Side.NEGATIVE, negative);
    }

    private void type(Side side, List<String> prompts) {
        vectors.inputs().text(side).set(String.join("\n", prompts));
    }

    private MadeVector.Derived derived() {
        return (MadeVector.Derived) vectors.madeProperty().get().orElseThrow();
    }

    private PaneState.Empty missing() {
        return (PaneState.Empty) vectors.stateProperty().get();
    }

    private PaneState.Cannot cannot() {
        return (PaneState.Cannot) vectors.stateProperty().get();
    }

    private static List<Prompt> texts(List<String> texts) {
        return texts.stream().<Prompt>map(Prompt.Text::new).toList();
    }

    private static List<Prompt> asked(List<String> texts) {
        return texts.stream()
                .<Prompt>map(text -> new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)).toList();
    }

    /// The model, whose jobs are done when they are handed out.
    private static OpenModel atOnce() {
        return (OpenModel) Proxy.newProxyInstance(OpenModel.class.getClassLoader(), new Class<?>[]{OpenModel.class},
                (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(model, arguments);
                        if (answer instanceof Job<?> job) {
                            finish(job);
                        }
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static void finish(Job<?> job) {
        try {
            job.await();
        } catch (SextantException failed) {
            assertThat(job.isDone()).isTrue();
        }
    }
}
