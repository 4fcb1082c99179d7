package org.sextant.app.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.compare.SaeChoice.Side;
import org.sextant.app.features.PromptFeatures;
import org.sextant.app.features.SmallSae;
import org.sextant.app.state.Compared;
import org.sextant.app.state.SelectedFeature;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.SaePlace;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// Features of two models beside each other, without a window, on small models of one width whose tokens are letters.
class FeaturesBesideTest {
    private static final Prompt.Text PROMPT = new Prompt.Text("tom met ann");

    @TempDir
    private static Path models;
    private static Session session;
    private static AnsweredModel llama;
    private static AnsweredModel gpt;
    private static Path trained;

    @TempDir
    private Path folder;
    private final List<Throwable> bugs = new ArrayList<>();
    private final Workspace workspace = new Workspace();
    private final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private final CompareViewModel view = new CompareViewModel(new ViewContext(workspace,
            QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add)), new ErrorFunnel(bugs::add), (_, _) -> {},
            new Steering(plan, plan), ViewContext.Demos.NONE, new AnsweredPair(session)));

    @BeforeAll
    static void open() {
        session = Session.local();
        llama = open("v5/llama", "letters");
        gpt = open("v4/gpt2", "others");
        trained = models.resolve("trained");
        SmallSae.train(llama.model(), SmallSae.texts(models.resolve("texts.txt")), trained);
    }

    private static AnsweredModel open(String fixture, String name) {
        Path path = CheckpointFolder.copyOf(fixture, models.resolve(name)).withTokenizer().path();
        return new AnsweredModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void begin() {
        workspace.modelProperty().set(Optional.of(llama));
        workspace.runProperty().set(Optional.of(llama.submit(new RunRequest(PROMPT, List.of(), 1, false)).await()));
        view.kindProperty().set(PairKind.PICTURES);
        view.beside().kindProperty().set(BesideKind.FEATURES);
        view.setShowing(true);
    }

    @AfterEach
    void noBugsAndNoSaesBesideTheModels() throws IOException {
        assertThat(bugs).isEmpty();
        for (AnsweredModel each : List.of(llama, gpt)) {
            Path shelf = each.card().folder().resolve("saes");
            if (Files.exists(shelf)) {
                try (Stream<Path> files = Files.walk(shelf)) {
                    for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private void compare() {
        workspace.comparedProperty().set(Optional.of(new Compared.Other(gpt)));
    }

    private static Path copy(Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("cfg.json", "sae_weights.safetensors")) {
            Files.copy(trained.resolve(file), to.resolve(file));
        }
        return to;
    }

    private static Path beside(AnsweredModel model, String name) throws IOException {
        return copy(model.card().folder().resolve("saes").resolve(name));
    }

    private BesidePictures pictures() {
        assertThat(view.beside().stateProperty().get()).isEqualTo(new PaneState.Result());
        return view.beside().picturesProperty().get().orElseThrow();
    }

    private SaeChoice choice() {
        return view.beside().features().saes().choiceProperty().get().orElseThrow();
    }

    private static FeaturesResult asked(AnsweredModel model, SaePlace sae, SteeringPlan steering) {
        return model.model().submit(new FeaturesRequest(PROMPT, sae, steering)).await();
    }

    private static void same(DataTable shown, FeaturesResult asked) {
        assertThat(shown.texts()).containsExactlyElementsOf(PromptFeatures.table(asked).texts().toList());
    }

    /// Activations by `position,feature`.
    private static Map<String, Float> byPlace(FeaturesResult result) {
        return result.active().stream().collect(Collectors.toMap(each -> each.position() + "," + each.feature(),
                FeaturesResult.Active::activation));
    }

    private String missing() {
        assertThat(view.beside().picturesProperty().get()).isEmpty();
        return switch (view.beside().stateProperty().get()) {
            case PaneState.Empty(String what, String remedy) -> what + ". " + remedy;
            case PaneState.Cannot(String what, String where, String remedy) -> what + ". " + where + "; " + remedy;
            case PaneState other -> throw new AssertionError("no refusal: " + other);
        };
    }

    @Test
    void withTheSameSaeBothHaveTheRowsOfTheStrongestOfBothAndAreSubtracted() throws IOException {
        Path sae = beside(llama, "first");
        compare();

        FeaturesResult a = asked(llama, SaePlace.of(sae), SteeringPlan.NONE);
        FeaturesResult b = asked(gpt, SaePlace.of(sae), SteeringPlan.NONE);
        BesidePictures both = pictures();
        same(both.a().table(), a);
        same(both.b().table(), b);
        assertThat(both.alike()).isTrue();
        Heatmap first = both.a().heatmap();
        Heatmap second = both.b().heatmap();
        assertThat(first.title()).isEqualTo("features of first · letters");
        assertThat(first.rowLabels()).isEqualTo(second.rowLabels());
        Map<String, Float> ofA = byPlace(a);
        Map<String, Float> ofB = byPlace(b);
        Heatmap.Cells less = both.difference().orElseThrow().heatmap().cells();
        double[] largest = new double[first.rowLabels().size()];
        for (int row = 0; row < largest.length; row++) {
            for (int position = 0; position < 11; position++) {
                String place = position + "," + first.rowLabels().get(row);
                float here = ofA.getOrDefault(place, 0f);
                float there = ofB.getOrDefault(place, 0f);
                assertThat(first.cells().at(row, position)).isEqualTo(here);
                assertThat(second.cells().at(row, position)).isEqualTo(there);
                assertThat(less.at(row, position)).isEqualTo(there - here);
                largest[row] = Math.max(largest[row], Math.max(here, there));
            }
        }
        assertThat(largest).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        double strongest = Stream.of(ofA, ofB).flatMap(each -> each.values().stream()).mapToDouble(each -> each).max()
                .orElseThrow();
        assertThat(largest[0]).isEqualTo(strongest);
    }

    @Test
    void theTableOfTheDifferenceHasARowForEveryFeatureThatIsActiveInEither() throws IOException {
        Path sae = beside(llama, "first");
        compare();

        Map<String, Float> a = byPlace(asked(llama, SaePlace.of(sae), SteeringPlan.NONE));
        Map<String, Float> b = byPlace(asked(gpt, SaePlace.of(sae), SteeringPlan.NONE));
        DataTable table = pictures().table();
        assertThat(table.columns()).containsExactly("position", "token", "feature", "activation_a", "activation_b",
                "difference");
        List<List<String>> rows = table.texts().toList();
        assertThat(rows).extracting(row -> row.get(0) + "," + row.get(2)).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Stream.of(a, b).flatMap(each -> each.keySet().stream()).distinct()
                        .toList());
        assertThat(rows).allSatisfy(row -> {
            String place = row.get(0) + "," + row.get(2);
            float here = a.getOrDefault(place, 0f);
            float there = b.getOrDefault(place, 0f);
            assertThat(row.subList(3, 6)).containsExactly(Float.toString(here), Float.toString(there),
                    Float.toString(there - here));
        });
        assertThat(rows).anyMatch(row -> row.get(3).equals("0.0")).anyMatch(row -> row.get(4).equals("0.0"));
    }

    @Test
    void differentSaesHaveTheirOwnRowsAndNoDifference() throws IOException {
        beside(llama, "first");
        Path other = beside(gpt, "second");
        compare();
        assertThat(choice().b()).isEqualTo(choice().a());
        assertThat(choice().offered()).extracting(path -> path.getFileName().toString()).containsExactly("first",
                "second");

        view.beside().features().saes().pickB(other);

        BesidePictures both = pictures();
        assertThat(both.difference()).isEmpty();
        assertThat(both.alike()).isFalse();
        assertThat(((BesideAxis.Parts) both.a().rows()).words()).isEqualTo("first");
        assertThat(((BesideAxis.Parts) both.b().rows()).words()).isEqualTo("second");
        assertThat(both.b().heatmap().title()).isEqualTo("features of second · others");
        same(both.b().table(), asked(gpt, SaePlace.of(other), SteeringPlan.NONE));
        assertThat(both.table().columns()).containsExactly("side", "position", "token", "feature", "activation",
                "share");
        view.beside().select(false, 0, 2, false);
        assertThat(workspace.selection().feature()).map(SelectedFeature::sae).contains(other);
        assertThat(both.b().marking().apply(workspace.selection()).cell()).contains(new Cell(0, 2));
        assertThat(both.a().marking().apply(workspace.selection()))
                .isEqualTo(new Mark(OptionalInt.empty(), OptionalInt.of(2)));
    }

    @Test
    void anSaeThatIsOpenedIsForTheModelThatItFits() throws IOException {
        beside(llama, "first");
        compare();
        Path positions = copy(folder.resolve("positions"));
        Path config = positions.resolve("cfg.json");
        Files.writeString(config, Files.readString(config).replace(SmallSae.SITE, "hook_pos_embed"));

        view.beside().features().saes().open(positions);

        assertThat(choice().a().wanted()).map(path -> path.getFileName().toString()).contains("first");
        assertThat(choice().b().wanted()).contains(positions);
        assertThat(choice().offered()).contains(positions);
    }

    @Test
    void aFeatureThatTheFirstModelCannotHaveSelectsItsTokenAlone() throws IOException {
        beside(llama, "first");
        Path positions = beside(gpt, "positions");
        Path config = positions.resolve("cfg.json");
        Files.writeString(config, Files.readString(config).replace(SmallSae.SITE, "hook_pos_embed"));
        compare();
        view.beside().features().saes().pickB(positions);
        assertThat(pictures().b().provenance().sites()).containsExactly("hook_pos_embed");

        view.beside().select(false, 0, 2, false);

        assertThat(workspace.selection()).isEqualTo(Selection.NONE.withToken(2));
    }

    @Test
    void theFirstModelFollowsTheViewOfFeaturesUntilAnotherSaeIsPickedAndTheSecondFollowsTheFirst() throws IOException {
        Path first = beside(llama, "first");
        Path shared = copy(folder.resolve("shared"));
        compare();
        assertThat(choice().a().wanted()).contains(first);

        workspace.saeProperty().set(Optional.of(SaePlace.at(shared, "blocks.0.hook_resid_post")));
        assertThat(choice().a().wanted()).contains(shared);
        assertThat(pictures().b().provenance().sites()).containsExactly("blocks.0.hook_resid_post");
        view.beside().features().saes().pickA(first);
        workspace.saeProperty().set(Optional.of(SaePlace.of(shared)));
        assertThat(choice().a().wanted()).contains(first);
        assertThat(choice().b().wanted()).contains(first);
        view.beside().features().saes().pickA(shared);
        workspace.saeProperty().set(Optional.of(SaePlace.of(first)));
        assertThat(choice().a().wanted()).contains(first);
        Path opened = copy(folder.resolve("opened"));
        view.beside().features().saes().open(opened);
        assertThat(choice().offered()).contains(opened);
        assertThat(choice().b().wanted()).contains(opened);
    }

    /// What only the first model has: learned positions.
    @Test
    void whereTheSaeOfTheFirstDoesNotFitTheSecondItsOwnIsTakenElseARefusalSaysWhatIsMissing() throws IOException {
        Path sae = copy(folder.resolve("positions"));
        workspace.modelProperty().set(Optional.of(gpt));
        workspace.runProperty().set(Optional.of(gpt.submit(new RunRequest(PROMPT, List.of(), 1, false)).await()));
        workspace.saeProperty().set(Optional.of(SaePlace.at(sae, "hook_pos_embed")));
        workspace.comparedProperty().set(Optional.of(new Compared.Other(llama)));
        assertThat(missing()).startsWith("letters has no SAE").contains("letters has no hook_pos_embed",
                "folder button");

        Path own = beside(llama, "own");
        view.setShowing(false);
        view.setShowing(true);
        assertThat(choice().b().wanted()).contains(own);
        assertThat(pictures().notes()).containsExactly(
                "B, letters, is read with an SAE of its own, since letters has no hook_pos_embed");
        same(pictures().b().table(), asked(llama, SaePlace.of(own), SteeringPlan.NONE));
        view.beside().features().saes().pickB(sae);
        assertThat(missing()).contains("letters has no hook_pos_embed", "where the SAE positions belongs");
    }

    @Test
    void withoutAnySaeTheRefusalSaysWhatToDo() throws IOException {
        compare();
        assertThat(missing()).startsWith("letters has no SAE").contains("folder button");
        view.beside().features().saes().open(folder.resolve("nothing"));
        assertThat(missing()).contains("nothing");
        view.beside().features().saes().open(copy(folder.resolve("opened")));
        assertThat(pictures().alike()).isTrue();
    }

    @Test
    void anSaeThatBelongsNowhereIsReadOnceTheViewOfFeaturesPutsItSomewhere() throws IOException {
        Path nowhere = copy(folder.resolve("nowhere"));
        Path config = nowhere.resolve("cfg.json");
        Files.writeString(config, Files.readString(config).replaceAll("\"hook_name\"[^,]*,", ""));
        compare();
        view.beside().features().saes().open(nowhere);
        assertThat(missing()).contains("at which site nowhere belongs", "choose its site there");
        workspace.saeProperty().set(Optional.of(SaePlace.at(nowhere, SmallSae.SITE)));
        assertThat(pictures().a().provenance().sites()).containsExactly(SmallSae.SITE);
    }

    @Test
    void aModelUnderItsSlidersStandsBesideItself() throws IOException {
        Path sae = beside(llama, "first");
        float[] vector = new float[llama.card().dModel()];
        vector[0] = 3;
        SteeringPlan steering = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector, 1)));
        plan.set(steering);
        workspace.comparedProperty().set(Optional.of(new Compared.Steered()));

        BesidePictures both = pictures();
        same(both.a().table(), asked(llama, SaePlace.of(sae), SteeringPlan.NONE));
        same(both.b().table(), asked(llama, SaePlace.of(sae), steering));
        assertThat(both.table().texts()).anyMatch(row -> !row.getLast().equals("0.0"));
        assertThat(both.provenance().settings()).anyMatch(setting -> setting.startsWith("against_edit=add"));
    }

    @Test
    void aCellSelectsItsTokenAndItsFeatureWithItsName() throws IOException {
        Path sae = beside(llama, "first");
        int strongest = asked(llama, SaePlace.of(sae), SteeringPlan.NONE).active().getFirst().feature();
        FeatureLabels.of(sae).with(strongest, "a knot").write(sae);
        compare();
        Heatmap map = pictures().a().heatmap();
        int row = map.rowLabels().indexOf(strongest + " a knot");
        assertThat(row).isNotNegative();

        view.beside().select(false, row, 4, false);

        assertThat(workspace.selection().token()).hasValue(4);
        assertThat(workspace.selection().feature())
                .contains(new SelectedFeature(sae, SmallSae.SITE, strongest, "a knot"));
        assertThat(pictures().words(workspace.selection())).hasValueSatisfying(words -> assertThat(words)
                .startsWith("A ").contains("B ", "B − A "));
        assertThat(pictures().b().marking().apply(workspace.selection()).cell())
                .hasValueSatisfying(cell -> assertThat(cell.row()).isEqualTo(row));
        // Another name is seen by who looks again.
        FeatureLabels.of(sae).with(strongest, "a splice").write(sae);
        view.setShowing(false);
        view.setShowing(true);
        assertThat(pictures().a().heatmap().rowLabels()).contains(strongest + " a splice");
    }

    @Test
    void nobodyLooksIntoFoldersForAPictureThatIsNotSeen() throws IOException {
        beside(llama, "first");
        view.beside().kindProperty().set(BesideKind.LENS);
        compare();
        assertThat(view.beside().features().saes().choiceProperty().get()).isEmpty();
        view.beside().kindProperty().set(BesideKind.FEATURES);
        assertThat(choice().a()).isInstanceOf(Side.Read.class);
    }
}
