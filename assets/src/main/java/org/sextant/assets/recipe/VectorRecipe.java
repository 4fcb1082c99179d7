package org.sextant.assets.recipe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.sextant.assets.evaluate.BundledVector;
import org.sextant.assets.evaluate.Probe;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.LabelledText;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.steering.MeanDifference;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// How the steering vectors of a model are made: the difference of means of the residual stream at the last token of
/// prompts of two classes, at each layer; then the layers and the coefficient that do most at a bearable cost, on
/// training prompts.
final class VectorRecipe {
    private static final int PROMPTS = 40;
    /// Below the aim of a tenth, so that it holds on other texts too.
    private static final double LOSS_RATIO = 1.08;
    private static final double FIRST_COEFFICIENT = 0.1;
    private static final double NEXT_COEFFICIENT = 1.25;
    private static final double LAST_COEFFICIENT = 8;
    /// Largest KL divergence that removing a refusal direction may cost on allowed requests, and how far up it is looked
    /// for (METHODS.md 4.6).
    private static final double DIVERGENCE = 0.1;
    private static final double DEEPEST = 0.8;

    private final OpenModel model;
    private final int prompts;
    private final Probe probe;
    private final PrintStream out;

    VectorRecipe(OpenModel model, PrintStream out) {
        this(model, PROMPTS, out);
    }

    /// @param prompts that effects are measured on; costs are measured on half as many texts
    VectorRecipe(OpenModel model, int prompts, PrintStream out) {
        this.model = model;
        this.prompts = prompts;
        this.probe = new Probe(model);
        this.out = out;
    }

    /// A prompt and whether it belongs to the class that the vector leads to.
    private record Example(Prompt prompt, boolean positive) {}

    /// Layers and a coefficient, and what they do.
    private record Choice(List<Integer> layers, double coefficient, double effect, double cost) {}

    /// Makes the vectors that suit the model: *refusal* for one that is talked to, else *sentiment* and *register*.
    ///
    /// @param folder of the model, which gets them below `vectors`
    void make(Path folder) {
        Path vectors = folder.resolve(BundledVector.FOLDER);
        try {
            Files.createDirectories(vectors);
        } catch (IOException failure) {
            throw new RecipeException(vectors, failure);
        }
        if (model.card().chatTemplate().isPresent()) {
            write(refusal(), vectors.resolve("refusal" + BundledVector.ENDING));
        } else {
            write(ofTask(Task.SENTIMENT, "positive"), vectors.resolve("sentiment" + BundledVector.ENDING));
            write(ofTask(Task.REGISTER, "pidgin"), vectors.resolve("register" + BundledVector.ENDING));
        }
    }

    private void write(SteeringVector vector, Path file) {
        VectorFile.write(vector, file);
        out.println(file.getFileName() + ": " + new TreeMap<>(vector.about()));
    }

    private SteeringVector ofTask(Task task, String label) {
        List<LabelledText> texts = PromptSets.texts(task, Split.TRAIN);
        SortedMap<Integer, float[]> layers = difference(SiteKind.RESID_POST, texts.stream()
                .map(text -> new Example(new Prompt.Text(text.text()), text.label().equals(label))).toList());
        SteeringVector vector = new SteeringVector(SiteKind.RESID_POST, layers, Map.of());
        Choice best = bestOfTask(task, label, vector);
        return named(vector, label, best, "of " + texts.size() + " texts that end in front of the word");
    }

    private Choice bestOfTask(Task task, String label, SteeringVector vector) {
        List<PromptPair> pairs = probe.right(PromptSets.pairs(task, Split.TRAIN).subList(0, prompts));
        if (pairs.isEmpty()) {
            throw new RecipeException("the model does none of the prompts right, so that none can be turned",
                    "for " + task.id(), "train the model longer");
        }
        double plain = probe.loss(prompts / 2, SteeringPlan.NONE);
        List<Choice> choices = new ArrayList<>();
        for (List<Integer> layers : ranges(vector.byLayer().size())) {
            double coefficient = FIRST_COEFFICIENT;
            double cost = 1;
            while (coefficient <= LAST_COEFFICIENT && cost <= LOSS_RATIO) {
                var used = new BundledVector(task.id(), vector, label, layers, coefficient);
                cost = Math.max(probe.loss(prompts / 2, used.against(label)),
                        probe.loss(prompts / 2, used.against(""))) / plain;
                if (cost <= LOSS_RATIO) {
                    double turned = probe.turned(pairs, used::against);
                    choices.add(new Choice(layers, coefficient, turned, cost));
                    out.printf(Locale.ROOT, "%s, layers %s, coefficient %.2f: %.2f turned, loss × %.3f%n", task.id(),
                            layers, coefficient, turned, cost);
                }
                coefficient *= NEXT_COEFFICIENT;
            }
        }
        return best(choices);
    }

    /// All runs of neighbouring layers.
    private static List<List<Integer>> ranges(int layers) {
        List<List<Integer>> ranges = new ArrayList<>();
        for (int first = 0; first < layers; first++) {
            for (int last = first; last < layers; last++) {
                ranges.add(IntStream.rangeClosed(first, last).boxed().toList());
            }
        }
        return ranges;
    }

    /// The most effect; of equals the least cost.
    private static Choice best(List<Choice> choices) {
        Optional<Choice> best = choices.stream()
                .max(Comparator.comparingDouble(Choice::effect).thenComparingDouble(choice -> -choice.cost()));
        return best.orElseThrow(() -> new RecipeException("no layer and coefficient keep the cost low",
                "for the vector", "allow a smaller coefficient"));
    }

    /// The direction of refusing, by the selection of METHODS.md 4.6: of the layers that also refuse allowed requests
    /// when it is added, and that are hardly changed otherwise when it is removed, the one whose removal leaves least of
    /// the refusals.
    private SteeringVector refusal() {
        List<Request> requests = PromptSets.requests(Split.TRAIN);
        SortedMap<Integer, float[]> layers = difference(SiteKind.RESID_PRE, requests.stream()
                .map(request -> new Example(Probe.asked(request), request.forbidden())).toList());
        SteeringVector vector = new SteeringVector(SiteKind.RESID_PRE, layers, Map.of());
        List<Request> forbidden = requests.stream().filter(Request::forbidden).limit(prompts).toList();
        List<Request> allowed = requests.stream().filter(request -> !request.forbidden()).limit(prompts).toList();
        List<Choice> choices = new ArrayList<>();
        for (int layer = 1; layer < (int) (DEEPEST * model.card().layers()) || layer == 1; layer++) {
            var used = new BundledVector("refusal", vector, "forbidden", List.of(layer), 1);
            SteeringPlan removed = used.removed(model.card().layers());
            double left = probe.refused(forbidden, removed);
            double induced = probe.refused(allowed, used.against(""));
            double divergence = probe.divergence(allowed, removed);
            out.printf(Locale.ROOT, "refusal, layer %d: %.2f refused when removed, %.2f when added, KL %.3f%n", layer,
                    left, induced, divergence);
            if (divergence <= DIVERGENCE && induced > 0) {
                choices.add(new Choice(List.of(layer), 1, -left, divergence));
            }
        }
        return named(vector, "forbidden", best(choices),
                "of " + requests.size() + " requests at the token before the answer");
    }

    private SteeringVector named(SteeringVector vector, String label, Choice best, String of) {
        return new SteeringVector(vector.site(), vector.byLayer(),
                Map.of("model", model.card().name(), "method", "mean difference " + of, "normalised", "false",
                        BundledVector.LABEL, label, BundledVector.LAYERS,
                        best.layers().stream().map(String::valueOf).collect(Collectors.joining(",")),
                        BundledVector.COEFFICIENT, String.format(Locale.ROOT, "%.4f", best.coefficient())));
    }

    private SortedMap<Integer, float[]> difference(SiteKind kind, List<Example> examples) {
        int width = model.card().dModel();
        List<MeanDifference> differences = new ArrayList<>();
        for (int layer = 0; layer < model.card().layers(); layer++) {
            differences.add(new MeanDifference(width));
        }
        for (Example example : examples) {
            Map<String, TensorValue> sites = model.submit(new RunRequest(example.prompt(),
                    List.of("blocks.*." + kind.suffix()), 0, false)).await().sites();
            int layer = 0;
            for (TensorValue residual : sites.values()) {
                differences.get(layer).add(example.positive(), residual.slice(residual.length() - width, width));
                layer++;
            }
        }
        SortedMap<Integer, float[]> vectors = new TreeMap<>();
        for (int layer = 0; layer < differences.size(); layer++) {
            vectors.put(layer, differences.get(layer).vector());
        }
        return vectors;
    }
}
