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
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// How the steering vectors of a model are made. Those of a task are learnt at each layer; then the layer and the
/// coefficient are chosen that do most at a bearable cost, on training prompts. The direction of refusing is a difference
/// of means, found by its selection procedure.
final class VectorRecipe {
    private static final int PROMPTS = 40;
    private static final double FIRST_COEFFICIENT = 0.4;
    private static final double NEXT_COEFFICIENT = 1.1;
    private static final double LAST_COEFFICIENT = 3;
    /// Texts that a learnt direction is to leave as likely as they are.
    private static final int TEXTS = 300;
    private static final String FORBIDDEN = "forbidden";
    /// Of the requests that directions of refusing are made from, the share that they are chosen by.
    private static final double HELD_OUT = 0.25;
    private static final List<SiteKind> REFUSAL_SITES = List.of(SiteKind.RESID_PRE, SiteKind.RESID_MID,
            SiteKind.RESID_POST);
    /// Those of METHODS.md 4.6, but to the end of the last block.
    private static final RefusalDirectionRequest.Limits LIMITS = new RefusalDirectionRequest.Limits(1, 0.1, 0);
    private static final List<Double> REFUSAL_COEFFICIENTS = List.of(1.0, 1.25, 1.5, 1.75, 2.0);

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

    /// The direction of refusing, by the selection of METHODS.md 4.6, then the coefficient with which most of allowed
    /// requests are refused. So small a model decides at its end: the middle of its last block is a candidate too. At a
    /// decision's own place zero is no neutral value, so that the direction is taken at right angles to what allowed
    /// requests have there.
    private SteeringVector refusal() {
        List<Request> requests = PromptSets.requests(Split.TRAIN);
        List<Request> allowed = requests.stream().filter(request -> !request.forbidden()).toList();
        RefusalDirection found = model.submit(new RefusalDirectionRequest(
                requests.stream().filter(Request::forbidden).map(Probe::asked).toList(),
                allowed.stream().map(Probe::asked).toList(), new HeldOut.Share(HELD_OUT),
                new RefusalDirectionRequest.Candidates(REFUSAL_SITES, List.of(), true), LIMITS,
                RefusalDirectionRequest.USUAL_REFUSALS)).await();
        found.candidates().forEach(this::print);
        SteeringVector vector = found.vector().orElseThrow(() -> new RecipeException(
                "no direction takes refusals away and brings them about", "for the vector", "train the model longer"));
        List<Integer> layers = List.copyOf(vector.byLayer().keySet());
        List<Choice> choices = new ArrayList<>();
        for (double coefficient : REFUSAL_COEFFICIENTS) {
            double refused = probe.refused(allowed.subList(0, Math.min(prompts, allowed.size())),
                    new BundledVector("refusal", vector, FORBIDDEN, layers, coefficient).against(""));
            out.printf(Locale.ROOT, "refusal, coefficient %.2f: %.2f refused%n", coefficient, refused);
            choices.add(new Choice(layers, coefficient, refused, coefficient));
        }
        Map<String, String> about = vector.about();
        return named(vector, FORBIDDEN, best(choices), about.get("method") + " of " + about.get("prompts")
                + " requests at token " + about.get("position"));
    }

    private void print(RefusalDirection.Candidate one) {
        out.printf(Locale.ROOT,
                "refusal, %s of layer %d, token %d: score %.2f when removed, %.2f when added, KL %.3f %s%n",
                one.site().suffix(), one.layer(), one.position(), one.ablated(), one.induced(), one.divergence(),
                one.discarded());
    }

    private SteeringVector named(SteeringVector vector, String label, Choice best, String method) {
        return new SteeringVector(vector.site(), vector.byLayer(),
                Map.of("model", model.card().name(), "method", method, "normalised", "false",
                        BundledVector.LABEL, label, BundledVector.LAYERS,
                        best.layers().stream().map(String::valueOf).collect(Collectors.joining(",")),
                        BundledVector.COEFFICIENT, String.format(Locale.ROOT, "%.4f", best.coefficient())));
    }
}
