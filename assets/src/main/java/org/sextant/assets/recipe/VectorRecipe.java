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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.sextant.assets.evaluate.BundledVector;
import org.sextant.assets.evaluate.Probe;
import org.sextant.assets.prompts.ContrastLists;
import org.sextant.assets.prompts.ContrastLists.Subject;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// How the steering vectors of a model are made. Those of a task are learnt as the workbench asks for it: at each layer,
/// with the coefficient that does most at a bearable cost. The direction of refusing is a difference
/// of means, found by its selection procedure.
final class VectorRecipe {
    private static final int PROMPTS = 40;
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

    /// @param prompts that the effect of the refusal direction is measured on
    VectorRecipe(OpenModel model, int prompts, PrintStream out) {
        this.model = model;
        this.prompts = prompts;
        this.probe = new Probe(model);
        this.out = out;
    }

    /// A coefficient, and the share that is refused with it.
    private record Choice(double coefficient, double effect) {}

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
            write(ofTask(Subject.SENTIMENT, "positive"), vectors.resolve("sentiment" + BundledVector.ENDING));
            write(ofTask(Subject.REGISTER, "pidgin"), vectors.resolve("register" + BundledVector.ENDING));
        }
    }

    private void write(SteeringVector vector, Path file) {
        VectorFile.write(vector, file);
        out.println(file.getFileName() + ": " + new TreeMap<>(vector.about()));
    }

    /// @param label the class that it leads to
    private SteeringVector ofTask(Subject subject, String label) {
        ContrastLists lists = subject.lists();
        LearnDirectionResult learnt = model.submit(new LearnDirectionRequest(texts(lists.positive()),
                texts(lists.negative()), HeldOut.NONE, texts(lists.kept()),
                IntStream.range(0, model.card().layers()).boxed().toList(),
                Course.USUAL.keeping(lists.keeping(), lists.dearest()))).await();
        learnt.layers().forEach(layer -> layer.tried().forEach(one -> print(subject, layer.layer(), one)));
        int best = learnt.best().orElseThrow(() -> new RecipeException("no layer and coefficient keep the cost low",
                "for the vector", "allow a smaller coefficient"));
        double coefficient = Double.parseDouble(learnt.vector().about().get(BundledVector.COEFFICIENT));
        return named(learnt.vector(), label, List.of(best), coefficient, learnt.vector().about().get("method"));
    }

    private static List<Prompt> texts(List<String> lines) {
        return lines.stream().<Prompt>map(Prompt.Text::new).toList();
    }

    private void print(Subject subject, int layer, LearnDirectionResult.Effect one) {
        out.printf(Locale.ROOT, "%s, layer %d, coefficient %.2f: %.2f turned, loss × %.3f%n",
                subject.name().toLowerCase(Locale.ROOT), layer,
                one.coefficient(), one.turned(), one.cost());
    }

    /// The most effect; of equals the least coefficient.
    private static Choice best(List<Choice> choices) {
        Optional<Choice> best = choices.stream()
                .max(Comparator.comparingDouble(Choice::effect).thenComparingDouble(choice -> -choice.coefficient()));
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
            choices.add(new Choice(coefficient, refused));
        }
        Map<String, String> about = vector.about();
        return named(vector, FORBIDDEN, layers, best(choices).coefficient(),
                about.get("method") + " of " + about.get("prompts")
                        + " requests at token " + about.get("position"));
    }

    private void print(RefusalDirection.Candidate one) {
        out.printf(Locale.ROOT,
                "refusal, %s of layer %d, token %d: score %.2f when removed, %.2f when added, KL %.3f %s%n",
                one.site().suffix(), one.layer(), one.position(), one.ablated(), one.induced(), one.divergence(),
                one.discarded());
    }

    private SteeringVector named(SteeringVector vector, String label, List<Integer> layers, double coefficient,
            String method) {
        return new SteeringVector(vector.site(), vector.byLayer(),
                Map.of("model", model.card().name(), "method", method, "normalised", "false",
                        BundledVector.LABEL, label, BundledVector.LAYERS,
                        layers.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        BundledVector.COEFFICIENT, String.format(Locale.ROOT, "%.4f", coefficient)));
    }
}
