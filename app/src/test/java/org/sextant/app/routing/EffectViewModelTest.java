package org.sextant.app.routing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.cli.Cli;
import org.sextant.app.state.LossTexts;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.testing.DoneModel;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.ZeroEdit;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// The effect of plans without a window, on a small real mixture whose tokens are letters; beside it the command.
class EffectViewModelTest {
    private static final List<String> TARGET = List.of("aaaa", "aaab", "aaba");
    private static final List<String> REST = List.of("tom met ann", "ann met tom");
    private static final List<String> REQUESTS = List.of("tom", "ann", "met ann", "a tom");

    @TempDir
    private static Path folder;
    private static Session session;
    private static OpenModel mixture;
    private static OpenModel dense;

    private final List<Throwable> bugs = new ArrayList<>();
    private final Workspace workspace = new Workspace();
    private final ViewContext context = new ViewContext(workspace,
            QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add)), new ErrorFunnel(bugs::add), (_, _) -> {},
            new Steering(new ReadOnlyObjectWrapper<>(SteeringPlan.NONE),
                    new ReadOnlyObjectWrapper<>(SteeringPlan.NONE)));
    private final ResonanceViewModel resonance = new ResonanceViewModel(context);
    private final EffectViewModel effect = new EffectViewModel(context, resonance);

    @BeforeAll
    static void open() {
        session = Session.local();
        mixture = opened("v5/deepseek_v3", "mixture");
        dense = opened("v5/llama", "dense");
    }

    private static OpenModel opened(String fixture, String name) {
        Path path = CheckpointFolder.copyOf(fixture, folder.resolve(name)).withTokenizer().path();
        return new DoneModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void begin() {
        workspace.modelProperty().set(Optional.of(mixture));
        workspace.lossTextsProperty().set(
                Optional.of(new LossTexts("two", List.of(new Prompt.Text("tom met ann"), new Prompt.Text("aab")))));
        EffectInputs inputs = effect.inputs();
        inputs.requestsProperty().set(String.join("\n", REQUESTS));
        inputs.phrasesProperty().set("a, b, c, d, e, f, g, h");
        inputs.newTokensProperty().set(4);
        inputs.drawsProperty().set(2);
        List.of(inputs.top(), inputs.random(), inputs.forced()).forEach(each -> each.countProperty().set(2));
    }

    @AfterEach
    void noBugs() {
        assertThat(bugs).isEmpty();
    }

    private void compare() {
        resonance.inputs().targetProperty().set(String.join("\n", TARGET));
        resonance.inputs().restProperty().set(String.join("\n", REST));
        resonance.compareLists();
    }

    private EffectViewModel.Tried tried() {
        effect.run();
        return effect.shownProperty().get().orElseThrow(() -> new AssertionError(effect.stateProperty().get()));
    }

    private void zeroOnBoard(String site) {
        workspace.steeringProperty().set(new SteeringSet(
                List.of(SteeringRow.of("nothing", 0, List.of(new ZeroEdit(site, Positions.ALL)))), 1));
    }

    @Test
    void plansFromTheResonanceAreTriedBesideTheUnsteeredModel() {
        compare();
        EffectViewModel.Tried tried = tried();

        assertThat(tried.picture().result().arms()).extracting(ArmEffect::name).containsExactly("unsteered",
                "top 2 off", "random 2 off, draw 1", "random 2 off, draw 2", "top 2 forced");
        assertThat(tried.arms().getFirst().plan().experts()).extracting(gain -> new ExpertAddress(gain.layer(),
                gain.expert())).containsExactlyElementsOf(resonance.shownProperty().get().orElseThrow().top(2));
        assertThat(tried.arms().getLast().plan().experts()).isNotEmpty()
                .allMatch(gain -> gain.mode() == ExpertGain.Mode.FORCE);
        assertThat(tried.picture().measures()).containsExactly(EffectMeasure.REFUSED, EffectMeasure.REFUSAL_SCORE,
                EffectMeasure.LOSS);
        assertThat(tried.picture().figure(EffectMeasure.LOSS).bars()).hasSize(5).allSatisfy(bar -> {
            assertThat(bar.value()).isBetween(bar.low(), bar.high());
            assertThat(bar.readout()).startsWith(bar.name());
        });
        assertThat(effect.stateProperty().get()).isInstanceOf(PaneState.Result.class);
    }

    @Test
    void responsesStandBesideTheUnsteeredOnesAndAreFiltered() {
        compare();
        tried();
        effect.armProperty().set(1);
        List<EffectResponse> all = effect.responses();
        assertThat(all).hasSize(REQUESTS.size()).allSatisfy(each -> assertThat(each.steered().prompt())
                .isEqualTo(each.unsteered().prompt()));
        assertThat(all).extracting(each -> each.steered().prompt()).containsExactlyElementsOf(REQUESTS);

        effect.listedProperty().set(EffectResponse.Shown.REFUSED);
        List<EffectResponse> refused = effect.responses();
        effect.listedProperty().set(EffectResponse.Shown.ANSWERED);
        assertThat(refused.size() + effect.responses().size()).isEqualTo(REQUESTS.size());
        assertThat(refused).allMatch(each -> each.steered().refused());

        effect.listedProperty().set(EffectResponse.Shown.ALL);
        effect.findProperty().set(all.getFirst().steered().text() + "no such words");
        assertThat(effect.responses()).isEmpty();
    }

    @Test
    void aPlanIsPutOnTheBoardInOneStep() {
        compare();
        EffectViewModel.Tried tried = tried();
        effect.armProperty().set(0);
        effect.putOnBoard();
        assertThat(workspace.steeringProperty().get().rows()).as("nothing of the unsteered model").isEmpty();

        effect.armProperty().set(4);
        effect.putOnBoard();

        assertThat(workspace.steeringProperty().get().plan()).isEqualTo(tried.arms().get(3).plan());
        workspace.steeringHistory().undo();
        assertThat(workspace.steeringProperty().get().rows()).isEmpty();
    }

    @Test
    void aDenseModelIsTriedWithThePlanOfTheBoard() {
        workspace.modelProperty().set(Optional.of(dense));
        zeroOnBoard("blocks.0.hook_mlp_out");
        SteeringSet board = workspace.steeringProperty().get();
        EffectViewModel.Tried tried = tried();

        assertThat(tried.arms()).extracting(Arm::name).containsExactly(EffectViewModel.BOARD);
        assertThat(tried.picture().result().arms().get(1).loss().orElseThrow().change().orElseThrow().value())
                .isNotZero();
        workspace.steeringHistory().change(SteeringSet.EMPTY);
        effect.putOnBoard();
        assertThat(workspace.steeringProperty().get()).isEqualTo(board);
    }

    @Test
    void whatIsMissingIsSaid() {
        effect.run();
        assertThat(effect.stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).isEqualTo("No plan is chosen"));

        zeroOnBoard("blocks.1.hook_attn_out");
        effect.inputs().requestsProperty().set("");
        effect.inputs().textsProperty().set(false);
        effect.run();
        assertThat(effect.stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).isEqualTo("There is nothing to try plans on"));
    }

    @Test
    void moreExpertsThanThereAreCannotBeTaken() {
        compare();
        effect.inputs().top().countProperty().set(17);
        effect.run();
        assertThat(effect.stateProperty().get()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what()).isEqualTo("there are 16 experts and 17 are asked for"));
    }

    @Test
    void viewAndCommandGiveTheSameNumbers() throws IOException {
        compare();
        Path asked = file("questions.jsonl", "{\"prompt\": \"tom met \", \"answer\": \"a\", \"wrong\": \"t\"}",
                "{\"prompt\": \"ann\", \"answer\": \"m\"}");
        effect.loadQuestions(asked);
        EffectViewModel.Tried tried = tried();
        var csv = new StringBuilder();
        tried.picture().table().writeCsv(csv);

        var out = new ByteArrayOutputStream();
        int code = Cli.execute(new String[]{"effect", folder.resolve("mixture").toString(), "--requests",
            file("requests.txt", REQUESTS.toArray(String[]::new)).toString(), "--refusals", "a, b, c, d, e, f, g, h",
            "--max-new-tokens", "4", "--questions", asked.toString(), "--texts",
            file("texts.txt", "tom met ann", "aab").toString(), "--target",
            file("target.txt", TARGET.toArray(String[]::new)).toString(), "--rest",
            file("rest.txt", REST.toArray(String[]::new)).toString(), "--top", "2", "--random", "2", "--draws", "2",
            "--forced", "2"}, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(csv.toString())
                .startsWith("arm,measure,value,low,high,change,change_low,change_high,count\nunsteered,refused,")
                .contains("top 2 forced,right,");
    }

    private static Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
