package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.sextant.app.cli.VectorDocuments.CombinedLayer;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorArithmetic;
import org.sextant.runtime.steering.VectorArithmetic.Term;
import org.sextant.runtime.steering.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Adds vectors up, projects a direction out, and sets the length.
@Command(name = "combine", description = {
    "A sum of steering vectors, layer by layer: --term 1=a.safetensors --term -1=b.safetensors;",
    "then without the direction of another, then of a given length."})
final class VectorCombineCommand implements Runnable {
    private static final int MOST_LAYERS = 100_000;

    private final CommandContext context;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    SeedOption seed = new SeedOption();

    @Option(names = "--term", paramLabel = "X=FILE", required = true, description = {
        "how much of which vector; may be given again"})
    List<String> terms = List.of();

    @Option(names = "--without", paramLabel = "FILE", description = "vector whose direction is projected out")
    @Nullable
    Path without;

    @Option(names = "--norm", paramLabel = "X", description = "length at every layer (default: that of the sum)")
    @Nullable
    Double norm;

    @Option(names = "--layers", paramLabel = "0-5", description = "layers of each vector that count (default: all)")
    @Nullable
    String layers;

    VectorCombineCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.SAFETENSORS);
        Map<String, SteeringVector> operands = new LinkedHashMap<>();
        List<Term> sum = new ArrayList<>();
        for (String term : terms) {
            int sign = term.indexOf('=');
            Path file = Path.of(term.substring(sign + 1));
            SteeringVector vector = read(file);
            operands.put(file.toString(), vector);
            sum.add(new Term(coefficient(term, sign), vector));
        }
        SteeringVector made = VectorArithmetic.sum(sum);
        if (without != null) {
            SteeringVector direction = read(without);
            operands.put(without.toString(), direction);
            made = VectorArithmetic.without(made, direction);
        }
        SteeringVector result = norm == null ? made : VectorArithmetic.scaledTo(made, norm);
        if (results.toFile(OutputFormat.SAFETENSORS)) {
            results.file(temporary -> VectorFile.write(result, temporary));
        }
        tell(result, operands);
    }

    private static double coefficient(String term, int sign) {
        try {
            return Double.parseDouble(term.substring(0, Math.max(0, sign)));
        } catch (NumberFormatException malformed) {
            throw new CommandException("this is no coefficient and file", "--term " + term,
                    "write X=FILE, such as -1=calm.safetensors");
        }
    }

    private SteeringVector read(Path file) {
        SteeringVector vector = VectorFile.read(file);
        if (layers == null) {
            return vector;
        }
        SortedMap<Integer, float[]> kept = new TreeMap<>(vector.byLayer());
        kept.keySet().retainAll(LayerList.parse(layers, MOST_LAYERS));
        if (kept.isEmpty()) {
            throw new CommandException("the vector has none of the layers", "--layers " + layers + ", " + file,
                    "choose among " + vector.byLayer().keySet());
        }
        return new SteeringVector(vector.site(), kept, vector.about());
    }

    private void tell(SteeringVector result, Map<String, SteeringVector> operands) {
        List<CombinedLayer> figures = result.byLayer().keySet().stream().map(layer -> {
            Map<String, Double> cosines = new LinkedHashMap<>();
            operands.forEach((name, vector) -> cosines.put(name,
                    VectorArithmetic.cosine(result.at(layer), vector.at(layer))));
            return new CombinedLayer(layer, SteeringVector.norm(result.at(layer)), cosines);
        }).toList();
        if (output.json) {
            context.out().println(JsonDocuments.text(new VectorDocuments.Combined(result.site().suffix(),
                    new TreeMap<>(result.about()), figures)));
        } else {
            figures.forEach(layer -> context.out().println(String.format(Locale.ROOT, "layer %d: norm %.4f",
                    layer.layer(), layer.norm()) + words(layer)));
        }
    }

    private static String words(CombinedLayer layer) {
        StringBuilder words = new StringBuilder();
        layer.cosines().forEach(
                (name, cosine) -> words.append(String.format(Locale.ROOT, ", cosine with %s %.4f", name, cosine)));
        return words.toString();
    }
}
