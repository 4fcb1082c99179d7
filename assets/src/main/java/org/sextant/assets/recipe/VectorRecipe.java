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
import org.sextant.assets.prompts.AskedToken;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.MeanDifference;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// How the steering vectors of a model are made. Those of a task are learnt at each layer; then the layer and the
/// coefficient are chosen that do most at a bearable cost, on training prompts. The direction of refusing is a difference
/// of means.
final class VectorRecipe {
    private static final int PROMPTS = 40;
    private static final double FIRST_COEFFICIENT = 0.4;
    private static final double NEXT_COEFFICIENT = 1.1;
    private static final double LAST_COEFFICIENT = 3;
    /// Texts that a learnt direction is to leave as likely as they are.
    private static final int TEXTS = 300;
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

    /// What a vector of a task is to do.
    ///
    /// @param label the class that it leads to
    /// @param keeping weight of the texts that are to stay likely
    /// @param lossRatio of the loss on texts that it may cost
    private record Goal(Task task, String label, double keeping, double lossRatio) {
        /// The cost stays below a tenth, so that it does so on other texts too.
        static final Goal SENTIMENT = new Goal(Task.SENTIMENT, "positive", 20, 1.08);
        /// Another language for all that follows is meant to cost.
        static final Goal REGISTER = new Goal(Task.REGISTER, "pidgin", 1, 2.5);
    }

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
            write(ofTask(Goal.SENTIMENT), vectors.resolve("sentiment" + BundledVector.ENDING));
            write(ofTask(Goal.REGISTER), vectors.resolve("register" + BundledVector.ENDING));
        }
    }

    private void write(SteeringVector vector, Path file) {
        VectorFile.write(vector, file);
        out.println(file.getFileName() + ": " + new TreeMap<>(vector.about()));
    }

    private SteeringVector ofTask(Goal goal) {
        List<LearnDirectionRequest.Contrast> contrasts = PromptSets.pairs(goal.task(), Split.TRAIN).stream()
                .map(pair -> contrast(pair, goal.label())).toList();
        List<Prompt> texts = IntStream.range(0, TEXTS)
                .<Prompt>mapToObj(i -> new Prompt.Text(HarbourWorld.shipped().document(Course.HARBOUR, i))).toList();
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        for (int layer = 0; layer < model.card().layers(); layer++) {
            List<Float> direction = model
                    .submit(new LearnDirectionRequest(contrasts, texts, layer).keeping(goal.keeping())).await()
                    .direction();
            float[] numbers = new float[direction.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = direction.get(i);
            }
            layers.put(layer, numbers);
        }
        SteeringVector vector = new SteeringVector(SiteKind.RESID_POST, layers, Map.of());
        return named(vector, goal.label(), bestOfTask(goal, vector), "learnt from " + contrasts.size()
                + " prompts that end in front of the word, and " + TEXTS + " texts to keep");
    }

    private LearnDirectionRequest.Contrast contrast(PromptPair pair, String label) {
        AskedToken asked = AskedToken.of(pair,
                text -> model.tokenize(new Prompt.Text(text)).stream().map(Token::id).toList());
        boolean positive = pair.label().equals(label);
        return new LearnDirectionRequest.Contrast(new Prompt.Ids(asked.prompt()),
                positive ? asked.answer() : asked.wrong(), positive ? asked.wrong() : asked.answer());
    }

    private Choice bestOfTask(Goal goal, SteeringVector vector) {
        Task task = goal.task();
        String label = goal.label();
        List<PromptPair> pairs = probe.right(PromptSets.pairs(task, Split.TRAIN).subList(0, prompts));
        if (pairs.isEmpty()) {
            throw new RecipeException("the model does none of the prompts right, so that none can be turned",
                    "for " + task.id(), "train the model longer");
        }
        double plain = probe.loss(prompts / 2, SteeringPlan.NONE);
        List<Choice> choices = new ArrayList<>();
        for (List<Integer> layers : vector.byLayer().keySet().stream().map(List::of).toList()) {
            double coefficient = FIRST_COEFFICIENT;
            double cost = 1;
            while (coefficient <= LAST_COEFFICIENT && cost <= goal.lossRatio()) {
                var used = new BundledVector(task.id(), vector, label, layers, coefficient);
                cost = Math.max(probe.loss(prompts / 2, used.against(label)),
                        probe.loss(prompts / 2, used.against(""))) / plain;
                if (cost <= goal.lossRatio()) {
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
                "mean difference of " + requests.size() + " requests at the token before the answer");
    }

    private SteeringVector named(SteeringVector vector, String label, Choice best, String method) {
        return new SteeringVector(vector.site(), vector.byLayer(),
                Map.of("model", model.card().name(), "method", method, "normalised", "false",
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
