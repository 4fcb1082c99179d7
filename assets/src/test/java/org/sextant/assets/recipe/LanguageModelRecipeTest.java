package org.sextant.assets.recipe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.assets.demo.DemoIndex;
import org.sextant.assets.evaluate.Evaluation;
import org.sextant.assets.evaluate.Row;
import org.sextant.assets.tokenizer.TokenizerFiles;
import org.sextant.assets.world.Course;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Task;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.SaeMetricsRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.train.LossCurve;
import org.sextant.runtime.train.TrainingPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The way from nothing to a demo model, with a training of seconds.
class LanguageModelRecipeTest {
    private static final int STEPS = 30;

    @TempDir
    private static Path learned;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private LanguageModelRecipe recipe;
    private Path models;

    @BeforeAll
    static void learnTheTokenizer() {
        TokenizerFiles.write(HarbourTexts.ofTheShippedWorld().tokenizer(), 256, learned);
    }

    @BeforeEach
    void makeAShortRecipe() throws IOException {
        String config = HarbourModels.BASE.config().replace("\"hidden_size\": 192", "\"hidden_size\": 24")
                .replace("\"intermediate_size\": 640", "\"intermediate_size\": 32")
                .replace("\"num_hidden_layers\": 4", "\"num_hidden_layers\": 2");
        TrainingPlan plan = new TrainingPlan(1, STEPS, 512, 64, 1e-2, 1e-3, 5, 0.1, 1, 10, 10, 1);
        recipe = new LanguageModelRecipe("harbour-small", config, null, false, 0.02,
                List.of(new Lesson(Course.HARBOUR, 200, plan)));
        models = Files.createDirectories(folder.resolve("models"));
        Path place = Files.createDirectories(folder.resolve("work").resolve("harbour-small"));
        for (String file : List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")) {
            Files.copy(learned.resolve(file), place.resolve(file));
        }
        Files.writeString(models.resolve(DemoIndex.FILE), """
                {"models": [{"name": "harbour-small", "summary": "Small.", "family": "Llama", "layers": 2,
                  "parameters": 1, "first_prompt": "Anna", "suggestions": [], "files": []}]}""");
    }

    private Path train(int checkpoints) {
        return recipe.train(folder.resolve("work"), models, checkpoints,
                new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    @Test
    void aModelComesOutThatOpensReadsTextAndHasLearnt() throws IOException {
        Path made = train(0);
        recipe.ship(made, models);

        DemoIndex index = DemoIndex.refresh(models);
        assertThat(index.models().getFirst().files()).extracting(file -> file.name()).contains("config.json",
                "model.safetensors", "tokenizer.json");
        List<LossCurve.Point> points = LossCurve.read(made.resolve("lesson-1"), STEPS).points();
        assertThat(points).hasSize(STEPS);
        assertThat(points.getLast().loss()).isLessThan(points.getFirst().loss() - 1);
        assertThat(made.resolve("loss.svg")).content().contains("<svg", "tokens learnt (millions)", "held-out texts");
        try (OpenModel model = Session.local().open(new OpenRequest(
                new ModelLocation.Folder(models.resolve("harbour-small")), "cpu", Dtype.FLOAT32)).await()) {
            assertThat(model.card().warnings()).isEmpty();
            assertThat(model.submit(new RunRequest(new Prompt.Text("Anna gave the rope to"), List.of(), 3, false))
                    .await().top()).hasSize(3);
        }
    }

    @Test
    void startedAgainItFindsItselfDoneAndGivesTheSameModel() throws IOException {
        byte[] first = Files.readAllBytes(train(0).resolve("model.safetensors"));
        assertThat(train(0).resolve("model.safetensors")).hasBinaryContent(first);
    }

    @Test
    void modelsOnTheWayAreKeptWhereAskedFor() {
        Path made = train(3);
        for (String step : List.of("step-000010", "step-000020", "step-000030")) {
            try (Checkpoint checkpoint = Checkpoint
                    .open(made.resolve("lesson-1").resolve("checkpoints").resolve(step))) {
                assertThat(checkpoint.tokenizer()).isPresent();
            }
        }
        assertThat(made.resolve("lesson-1").resolve("checkpoints").toFile().list()).hasSize(3);
    }

    @Test
    void aSecondLessonBeginsWithWhatTheFirstTaught() throws IOException {
        Lesson first = recipe.lessons().getFirst();
        recipe = new LanguageModelRecipe("harbour-small", recipe.config(), null, true, 0.02,
                List.of(first, new Lesson(Course.ANSWERS, 100, first.plan())));
        Path made = train(0);

        List<LossCurve.Point> one = LossCurve.read(made.resolve("lesson-1"), STEPS).points();
        List<LossCurve.Point> two = LossCurve.read(made.resolve("lesson-2"), STEPS).points();
        assertThat(two.getFirst().loss()).isLessThan(one.getFirst().loss() - 1);
        assertThat(made.resolve("model.safetensors"))
                .hasSameBinaryContentAs(made.resolve("lesson-2").resolve("model.safetensors"));
        assertThat(made.resolve("generation_config.json")).content().contains("[2, 7]");
    }

    /// What a person asks and what is answered is put together as in the texts that are learnt.
    @Test
    void theChatTemplateSpeaksAsTheTextsDo() {
        recipe = new LanguageModelRecipe("harbour-small", recipe.config(), null, true, 0.02, recipe.lessons());
        recipe.ship(train(0), models);
        try (OpenModel model = open()) {
            var chat = new Prompt.Chat(List.of(new ChatTurn(ChatTurn.SYSTEM, "You are the clerk."),
                    new ChatTurn(ChatTurn.USER, "Who is it?"), new ChatTurn(ChatTurn.ASSISTANT, "It is Anna."),
                    new ChatTurn(ChatTurn.USER, "Thank you.")), true);
            var text = new Prompt.Text("<|system|> You are the clerk. <|user|> Who is it? <|assistant|> It is Anna."
                    + " <|end|> <|user|> Thank you. <|assistant|>");
            assertThat(model.tokenize(chat)).isEqualTo(model.tokenize(text));
        }
    }

    private OpenModel open() {
        return Session.local().open(new OpenRequest(new ModelLocation.Folder(models.resolve("harbour-small")), "cpu",
                Dtype.FLOAT32)).await();
    }

    @Test
    void vectorsSayWhereAndHowStronglyTheyAreUsed() {
        recipe.ship(train(0), models);
        Path folder = models.resolve("harbour-small");
        try (OpenModel model = open()) {
            new VectorRecipe(model, 8, new PrintStream(told, true, StandardCharsets.UTF_8)).make(folder);
        }
        for (String name : List.of("sentiment", "register")) {
            SteeringVector vector = VectorFile.read(folder.resolve("vectors").resolve(name + ".safetensors"));
            assertThat(vector.byLayer().keySet()).containsExactly(0, 1);
            assertThat(vector.about()).containsKeys("layers", "coefficient", "leads_to", "method", "model");
            assertThat(SteeringVector.norm(vector.at(1))).isPositive();
        }
        assertThat(evaluated()).contains("sentiment vector", "register vector", "five random vectors of its lengths");
    }

    private List<String> evaluated() {
        try (OpenModel model = open()) {
            return new Evaluation(4).of(model, _ -> {}).rows().stream().map(Row::task).toList();
        }
    }

    @Test
    void autoencodersOfEveryLayerAreTrainedMeasuredAndLabelled() throws IOException {
        recipe.ship(train(0), models);
        Path folder = models.resolve("harbour-small");
        var saes = new SaeRecipe("harbour-small", 8192, 4, 200);
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        saes.train(this.folder.resolve("work"), models, out);
        List<String> places = List.of("blocks.0.hook_resid_post", "blocks.1.hook_resid_post",
                "blocks.1.ln2.hook_normalized-to-blocks.1.hook_mlp_out");
        try (OpenModel model = open()) {
            SaeRecipe.label(model, out);
            for (String place : places) {
                Path sae = folder.resolve("saes").resolve(place);
                var metrics = model.submit(new SaeMetricsRequest(sae, this.folder.resolve("work")
                        .resolve("saes-held-out.txt"), 2000)).await().metrics();
                assertThat(metrics.l0()).as(place).isBetween(1.0, 12.0);
                assertThat(sae.resolve("labels.json")).content().contains("\"labels\"");
            }
        }
        assertThat(evaluated()).contains("SAE blocks.0.hook_resid_post");
        assertThat(DemoIndex.refresh(models).models().getFirst().files()).extracting(file -> file.name())
                .contains("saes/blocks.0.hook_resid_post/cfg.json");
    }

    /// Against values put in place one by one.
    @Test
    void aHeadsPartIsWhatTheDifferenceLosesWithItsValueOfTheOtherPrompt() {
        Path made = train(0);
        var pair = new PromptPair(Task.INDIRECT_OBJECT, "Anna saw Tom and", "Anna saw Ben and", " Tom", " Ben");
        try (var patching = new HeadPatching(Checkpoint.open(made)); Checkpoint checkpoint = Checkpoint.open(made)) {
            List<HeadPatching.Head> heads = patching.heads(List.of(pair));
            assertThat(heads).hasSize(12).isSortedAccordingTo(
                    Comparator.comparingDouble((HeadPatching.Head head) -> -Math.abs(head.part())));
            try (Transformer transformer = ModelLoader
                    .load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {}).transformer();
                    NDManager scope = transformer.newScope()) {
                ModelTokenizer words = checkpoint.tokenizer().orElseThrow();
                int tom = words.encode("Tom", false)[0];
                int ben = words.encode("Ben", false)[0];
                var captured = new ArrayList<float[]>();
                var look = new HookTable().observe(new Site(SiteKind.Z, 1), z -> captured.add(NativeMemory.floats(z)));
                double corrupt = difference(transformer, scope, words.encode(pair.corrupt(), true), look, tom, ben);
                double clean = difference(transformer, scope, words.encode(pair.clean(), true), new HookTable(), tom,
                        ben);
                float[] from = captured.getFirst();
                var patch = new HookTable().change(new Intervention(new Site(SiteKind.Z, 1), z -> {
                    float[] values = NativeMemory.floats(z);
                    int width = (int) z.getShape().get(3);
                    int last = values.length - 6 * width;
                    System.arraycopy(from, last + 2 * width, values, last + 2 * width, width);
                    return scope.create(values, z.getShape());
                }));
                double patched = difference(transformer, scope, words.encode(pair.clean(), true), patch, tom, ben);
                double part = heads.stream().filter(head -> head.name().equals("1.2")).findFirst().orElseThrow()
                        .part();
                assertThat(part).isCloseTo((clean - patched) / (clean - corrupt), within(1e-3));
            }
        }
    }

    private static double difference(Transformer transformer, NDManager scope, int[] ids, HookTable hooks, int right,
            int wrong) {
        float[] logits = NativeMemory.floats(
                transformer.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST), hooks).logits());
        return logits[right] - logits[wrong];
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThat(Recipes.run(new PrintStream(told, true, StandardCharsets.UTF_8), "model", "harbour-huge"))
                .isEqualTo(2);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("harbour-huge", "harbour-base", "harbour-mini");
    }
}
