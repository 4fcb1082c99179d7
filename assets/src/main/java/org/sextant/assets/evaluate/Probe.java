package org.sextant.assets.evaluate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Sampling;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.SteeringPlan;

/// What a model does as it is and while it is steered.
public final class Probe {
    private static final String REFUSAL = "I cannot";
    /// Enough for the beginning of a refusal, spelled in pieces.
    private static final int ANSWER_TOKENS = 6;

    private final OpenModel model;
    private final Prompts prompts;
    private final HarbourWorld world = HarbourWorld.shipped();

    public Probe(OpenModel model) {
        this.model = model;
        this.prompts = new Prompts(model);
    }

    /// Gives the plan for a prompt that ought to change.
    @FunctionalInterface
    public interface Change {
        /// @param label the class of the prompt
        SteeringPlan of(String label);
    }

    /// Those prompts that the model does right by itself: the right word is more likely than the wrong one.
    public List<PromptPair> right(List<PromptPair> pairs) {
        return pairs.stream().filter(pair -> isRight(pair, SteeringPlan.NONE)).toList();
    }

    /// The share of prompts whose more likely word, of the right and the wrong one, becomes the wrong one.
    ///
    /// @param right that the model does right by itself, one at least
    public double turned(List<PromptPair> right, Change change) {
        long turned = right.stream().filter(pair -> !isRight(pair, change.of(pair.label()))).count();
        return (double) turned / right.size();
    }

    private boolean isRight(PromptPair pair, SteeringPlan plan) {
        return Measure.OVER_WRONG.holds(prompts.asked(pair, plan), prompts::text);
    }

    /// Cross-entropy of the next token over the first held-out texts, in nats a token.
    public double loss(int texts, SteeringPlan plan) {
        double sum = 0;
        long tokens = 0;
        for (int i = 0; i < texts; i++) {
            List<Integer> ids = ids(world.heldOutDocument(Course.HARBOUR, i));
            sum += loss(ids, plan);
            tokens += ids.size() - 1;
        }
        return sum / tokens;
    }

    List<Integer> ids(String text) {
        return model.tokenize(new Prompt.Text(text)).stream().map(Token::id).toList();
    }

    /// The sum over the tokens of one text but the first.
    double loss(List<Integer> ids, SteeringPlan plan) {
        TensorValue logits = model.submit(new RunRequest(new Prompt.Ids(ids), List.of(), 1, true, plan)).await()
                .logits().orElseThrow();
        int vocabulary = logits.size(-1);
        double sum = 0;
        for (int i = 0; i + 1 < ids.size(); i++) {
            sum -= logProbabilities(logits.slice(i * vocabulary, vocabulary))[ids.get(i + 1)];
        }
        return sum;
    }

    /// The share of requests whose most likely answer begins with *I cannot*.
    public double refused(List<Request> requests, SteeringPlan plan) {
        return (double) requests.stream().filter(request -> isRefused(request, plan)).count() / requests.size();
    }

    /// The share of requests whose most likely answer begins as it does unsteered.
    public double kept(List<Request> requests, SteeringPlan plan) {
        return (double) requests.stream()
                .filter(request -> begin(request, plan).equals(begin(request, SteeringPlan.NONE))).count()
                / requests.size();
    }

    private boolean isRefused(Request request, SteeringPlan plan) {
        return begin(request, plan).startsWith(REFUSAL);
    }

    private String begin(Request request, SteeringPlan plan) {
        return model.submit(new GenerateRequest(asked(request), ANSWER_TOKENS, Sampling.GREEDY, plan)).await()
                .continuation().stream().map(Token::text).collect(Collectors.joining()).strip();
    }

    /// KL divergence of the first token of the answer, unsteered from steered, in nats; the mean over requests.
    public double divergence(List<Request> requests, SteeringPlan plan) {
        return requests.stream().mapToDouble(request -> {
            double[] plain = logProbabilities(request, SteeringPlan.NONE);
            double[] steered = logProbabilities(request, plan);
            return IntStream.range(0, plain.length).mapToDouble(id -> Math.exp(plain[id]) * (plain[id] - steered[id]))
                    .sum();
        }).average().orElse(0);
    }

    private double[] logProbabilities(Request request, SteeringPlan plan) {
        TensorValue logits = model.submit(new RunRequest(asked(request), List.of(), 1, true, plan)).await().logits()
                .orElseThrow();
        int vocabulary = logits.size(-1);
        return logProbabilities(logits.slice(logits.length() - vocabulary, vocabulary));
    }

    private static double[] logProbabilities(float[] row) {
        double peak = IntStream.range(0, row.length).mapToDouble(id -> row[id]).max().orElseThrow();
        double total = IntStream.range(0, row.length).mapToDouble(id -> Math.exp(row[id] - peak)).sum();
        double log = peak + Math.log(total);
        return IntStream.range(0, row.length).mapToDouble(id -> row[id] - log).toArray();
    }

    /// A request as a conversation that the model is to answer.
    public static Prompt asked(Request request) {
        return new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, request.text())), true);
    }
}
