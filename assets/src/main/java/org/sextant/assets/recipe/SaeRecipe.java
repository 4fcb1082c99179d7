package org.sextant.assets.recipe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.assets.evaluate.Evaluation;
import org.sextant.assets.evaluate.FeatureReading;
import org.sextant.assets.evaluate.TokenSayings;
import org.sextant.assets.tokenizer.SpecialToken;
import org.sextant.assets.world.Course;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.sae.SaeLensFormat;
import org.sextant.runtime.sae.SaeMethod;
import org.sextant.runtime.sae.SaePlan;
import org.sextant.runtime.sae.SaeTrainer;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.train.CorpusFile;
import org.sextant.runtime.train.TokenCorpus;

/// How a model's sparse autoencoders are made: one for the output of each block, and a transcoder of one block's
/// feed-forward layer; eight features a dimension.
///
/// @param name of the demo model
/// @param tokens whose activations each learns
/// @param k active features a token
/// @param texts that the activations come from
record SaeRecipe(String name, long tokens, int k, long texts) {
    private static final String LABELS = "labels.json";
    private static final int EXPANSION = 8;
    private static final int THREADS = 1;
    private static final long HELD_OUT_TEXTS = 2000;
    private static final int REPORT_EVERY = 100;
    private static final int LABEL_TEXTS = 400;
    private static final int LABELLED = 256;
    private static final double LEAST_F1 = 0.5;
    /// Where methods are compared, and the weight of top-AFA's loss on norms.
    private static final String COMPARED = "blocks.1.hook_resid_post";
    private static final double AFA_WEIGHT = 1.0 / 64;
    /// The block whose feed-forward layer has a transcoder.
    private static final int TRANSCODED = 1;

    /// Trains all of them, into the model's folder.
    ///
    /// @param work for texts and states
    /// @param models the folder where the demo models lie
    void train(Path work, Path models, PrintStream out) {
        Path folder = models.resolve(name);
        train(folder, this::plans, work.resolve(name + "-" + Evaluation.SAES), folder.resolve(Evaluation.SAES), work,
                out);
    }

    /// Trains one whose k is its own, by top-AFA, and then one by top-k with as many features a token; tells what both
    /// reach as a row of Markdown each.
    ///
    /// @param work for texts, states and the two
    void compareTopAfa(Path work, Path models, PrintStream out) {
        Path folder = models.resolve(name);
        Path free = trainOne(new SaeMethod.TopAfa(AFA_WEIGHT), "top-afa", folder, work, out);
        try (OpenModel model = Recipes.open(folder)) {
            SaeMetrics afa = metrics(model, free, work);
            int equal = (int) Math.round(afa.l0());
            Path fixed = trainOne(new SaeMethod.TopK(equal), "top-" + equal, folder, work, out);
            out.println("| SAE of " + COMPARED + " | L0 | explained variance | loss recovered | dead |");
            out.println("|---|---|---|---|---|");
            tell("top-AFA", afa, out);
            tell("top-k, k = " + equal, metrics(model, fixed, work), out);
        }
    }

    private Path trainOne(SaeMethod method, String label, Path model, Path work, PrintStream out) {
        Path place = work.resolve(name + "-" + label);
        train(model, spec -> List.of(SaePlan.of(COMPARED, method, EXPANSION * spec.spec().dModel(), tokens)), place,
                place, work, out);
        return place.resolve(COMPARED);
    }

    private static SaeMetrics metrics(OpenModel model, Path sae, Path work) {
        return model.submit(new SaeMetricsRequest(sae, heldOut(work), SaeMetricsRequest.ENOUGH_TOKENS)).await()
                .metrics();
    }

    private static void tell(String method, SaeMetrics metrics, PrintStream out) {
        out.printf(Locale.ROOT, "| %s | %.2f | %.4f | %.4f | %.4f |%n", method, metrics.l0(),
                metrics.explainedVariance(), metrics.lossRecovered(), metrics.dead());
    }

    private static Path heldOut(Path work) {
        return work.resolve("saes-held-out.txt");
    }

    /// What is to be trained on a model.
    private interface Plans {
        List<SaePlan> of(Transformer model);
    }

    /// @param states gets the trainings' states
    /// @param to gets the SAEs
    /// @param work gets the texts
    private void train(Path folder, Plans plans, Path states, Path to, Path work, PrintStream out) {
        HarbourTexts world = HarbourTexts.ofTheShippedWorld();
        Path learnt = work.resolve("saes-" + texts + ".txt");
        Path heldOut = heldOut(work);
        world.writeTraining(learnt, Course.HARBOUR, texts);
        world.writeHeldOut(heldOut, Course.HARBOUR, HELD_OUT_TEXTS);
        Backend.useThreads(THREADS);
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Transformer model = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {})
                        .transformer()) {
            var file = new CorpusFile(checkpoint.tokenizer().orElseThrow(), SpecialToken.END.id(),
                    checkpoint.tokenizer().orElseThrow().size());
            TokenCorpus known = file.read(learnt).corpus();
            TokenCorpus unseen = file.read(heldOut).corpus();
            for (SaePlan plan : plans.of(model)) {
                String place = plan.siteOut().map(other -> plan.site() + "-to-" + other).orElse(plan.site());
                try (SaeTrainer trainer = new SaeTrainer(states.resolve(place), plan, model, known, unseen,
                        Map.of("model_name", name, "dataset_path", "the harbour's texts"))) {
                    trainer.run((point, speed) -> {
                        if (point.step() % REPORT_EVERY == 0) {
                            out.printf(Locale.ROOT, "%s, %s: step %d of %d, loss %.4f, L0 %.1f, %.0f tokens/s%n", name,
                                    place, point.step(), plan.steps(), point.loss(), point.l0(), speed);
                        }
                    });
                    trainer.write(to.resolve(place), SaeLensFormat.Storage.FLOAT16);
                }
            }
        }
    }

    private List<SaePlan> plans(Transformer model) {
        int features = EXPANSION * model.spec().dModel();
        List<SaePlan> plans = new ArrayList<>();
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            plans.add(SaePlan.of("blocks." + layer + ".hook_resid_post", new SaeMethod.TopK(k), features, tokens)
                    .withSeed(layer));
        }
        plans.add(SaePlan.of("blocks." + TRANSCODED + ".ln2.hook_normalized", new SaeMethod.BatchTopK(k), features,
                tokens).to("blocks." + TRANSCODED + ".hook_mlp_out"));
        return plans;
    }

    /// Labels the strongest features of every SAE, in a file beside it.
    static void label(OpenModel model, PrintStream out) {
        Path saes = model.card().folder().resolve(Evaluation.SAES);
        HarbourTexts world = HarbourTexts.ofTheShippedWorld();
        LabelFinder labels = new LabelFinder(new TokenSayings(world.world().kindsOfWords()));
        try (var folders = Files.list(saes)) {
            for (Path sae : folders.filter(Files::isDirectory).sorted().toList()) {
                List<LabelFinder.Label> found = labels.of(
                        FeatureReading.of(model, sae, i -> world.world().document(Course.HARBOUR, i), 0, LABEL_TEXTS),
                        FeatureReading.of(model, sae, i -> world.world().heldOutDocument(Course.HARBOUR, i), 0,
                                LABEL_TEXTS),
                        LABELLED, LEAST_F1);
                WholeFile.writeString(sae.resolve(LABELS), json(found));
                out.println(sae.getFileName() + ": " + found.size() + " of the " + LABELLED
                        + " strongest features have a label");
            }
        } catch (IOException failure) {
            throw new RecipeException(saes, failure);
        }
    }

    private static String json(List<LabelFinder.Label> labels) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode list = root.putArray("labels");
        for (LabelFinder.Label label : labels) {
            ObjectNode node = list.addObject().put("feature", label.feature()).put("label", label.label())
                    .put("threshold", rounded(label.threshold())).put("f1", rounded(label.found().f1()))
                    .put("f1_held_out", rounded(label.checked().f1()))
                    .put("precision_held_out", rounded(label.checked().precision()))
                    .put("recall_held_out", rounded(label.checked().recall()))
                    .put("mass", rounded(label.mass()));
            label.examples().forEach(node.putArray("examples")::add);
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
