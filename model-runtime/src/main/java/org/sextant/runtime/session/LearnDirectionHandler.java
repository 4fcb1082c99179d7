package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.LearnDirectionResult.Layer;
import org.sextant.runtime.steering.LearntDirection;
import org.sextant.runtime.steering.SteeringVector;

/// Learns directions by gradients, and measures what they do.
final class LearnDirectionHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    LearnDirectionHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    LearnDirectionResult answer(LearnDirectionRequest request, JobContext context) {
        List<Integer> numbers = layers(request);
        ContrastPairs pairs = ContrastPairs.of(request, model.prompts());
        List<int[]> texts = request.texts().stream().map(model.prompts()::runnable).filter(ids -> ids.length > 1)
                .toList();
        int longest = texts.stream().mapToInt(ids -> ids.length).max().orElse(1);
        memory.require(Workload.pass(Math.max(longest, pairs.longest()), longest));
        SortedMap<Integer, float[]> vectors = new TreeMap<>();
        List<Layer> layers = new ArrayList<>();
        KeptTexts kept = KeptTexts.of(texts);
        for (int number : numbers) {
            List<Double> losses = new ArrayList<>();
            float[] direction = learn(request.course(), number, pairs, kept, loss -> {
                context.checkCancelled();
                losses.add(loss);
                context.update(new Update.Progress("Learning",
                        (long) layers.size() * request.course().steps() + losses.size(),
                        (long) numbers.size() * request.course().steps(), "steps"));
            });
            vectors.put(number, direction);
            layers.add(new DirectionTrial(model.transformer(), number, request.course().dearest(), context)
                    .of(direction, losses, pairs, kept));
        }
        Optional<Layer> best = layers.stream().filter(layer -> layer.chosen().isPresent())
                .max(Comparator.comparingDouble(layer -> layer.chosen().orElseThrow().turned()));
        return new LearnDirectionResult(vector(pairs, texts.size(), vectors, best), layers,
                best.map(Layer::layer), pairs.read(model.prompts()), provenance(request, pairs, texts.size(), numbers));
    }

    private List<Integer> layers(LearnDirectionRequest request) {
        int count = model.transformer().spec().layers();
        List<Integer> numbers = List.copyOf(new TreeSet<>(request.layers()));
        for (int layer : numbers) {
            if (layer < 0 || layer >= count) {
                throw new RequestException("there is no block " + layer, "among " + count + " blocks",
                        "choose one from 0 to " + (count - 1));
            }
        }
        if (numbers.isEmpty()) {
            throw new RequestException("no layer is asked for", "in the request to learn a direction",
                    "choose one or more of 0 to " + (count - 1));
        }
        return numbers;
    }

    private float[] learn(LearnDirectionRequest.Course course, int layer, ContrastPairs pairs, KeptTexts kept,
            DoubleConsumer told) {
        return new LearntDirection(model.transformer(), layer).learn(pairs.learnt(), kept.learnt(),
                new LearntDirection.Course(course.steps(), course.rate(), course.keeping(), course.seed()), told);
    }

    private SteeringVector vector(ContrastPairs pairs, int texts,
            SortedMap<Integer, float[]> vectors, Optional<Layer> best) {
        Map<String, String> about = new HashMap<>(Map.of("model", model.card().name(), "method",
                "learnt from " + pairs.learnt().size() + " pairs that part at one token, and " + texts
                        + " texts to keep",
                "normalised", "false"));
        best.ifPresent(layer -> {
            about.put("layers", Integer.toString(layer.layer()));
            about.put("coefficient",
                    String.format(Locale.ROOT, "%.4f", layer.chosen().orElseThrow().coefficient()));
        });
        return new SteeringVector(SiteKind.RESID_POST, vectors, about);
    }

    private Provenance provenance(LearnDirectionRequest request, ContrastPairs pairs, int texts, List<Integer> layers) {
        LearnDirectionRequest.Course course = request.course();
        return model.provenance(pairs.learnt().size() + " pairs, " + pairs.measured().size() + " to measure on",
                layers.stream().map(layer -> "blocks." + layer + ".hook_resid_post").toList(), "method=learnt",
                "steps=" + course.steps(), "rate=" + course.rate(), "keeping=" + course.keeping(),
                "dearest=" + course.dearest(), "texts=" + texts, "seed=" + course.seed());
    }
}
