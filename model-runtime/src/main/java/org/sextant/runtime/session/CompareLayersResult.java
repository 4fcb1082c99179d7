package org.sextant.runtime.session;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.sextant.runtime.compare.Similarity;

/// How alike the layers of two models are.
///
/// @param layers one for each row of the first model, beside the row of the second that stands for it
/// @param sitesA rows of the matrices
/// @param sitesB columns of the matrices
/// @param matrices `[rows, columns]` by statistic; NaN where one cannot be computed, and a note says why
/// @param tokens pairs of positions that were compared
/// @param texts that they came from
/// @param unpaired positions of either model that have no partner
/// @param seconds that it took
/// @param generalNotes what is worth knowing of all of it, such as that texts were cut
/// @param statisticNotes what is worth knowing of a statistic, such as how many tokens it would need
/// @param provenanceA how to get the first side again
/// @param provenanceB how to get the second side again
public record CompareLayersResult(
        List<Layer> layers,
        List<String> sitesA,
        List<String> sitesB,
        Map<Similarity, TensorValue> matrices,
        long tokens,
        long texts,
        long unpaired,
        double seconds,
        List<String> generalNotes,
        Map<Similarity, List<String>> statisticNotes,
        Provenance provenanceA,
        Provenance provenanceB) {
    public CompareLayersResult {
        layers = List.copyOf(layers);
        sitesA = List.copyOf(sitesA);
        sitesB = List.copyOf(sitesB);
        matrices = Collections.unmodifiableMap(new TreeMap<>(matrices));
        generalNotes = List.copyOf(generalNotes);
        Map<Similarity, List<String>> ofEach = new TreeMap<>();
        statisticNotes.forEach((statistic, notes) -> ofEach.put(statistic, List.copyOf(notes)));
        statisticNotes = Collections.unmodifiableMap(ofEach);
    }

    /// All that is worth knowing.
    public List<String> notes() {
        return notes(statisticNotes.keySet());
    }

    /// What is worth knowing where these statistics alone are looked at.
    public List<String> notes(Set<Similarity> statistics) {
        return Stream.concat(generalNotes.stream(), statisticNotes.entrySet().stream()
                .filter(each -> statistics.contains(each.getKey())).flatMap(each -> each.getValue().stream()))
                .distinct().toList();
    }

    /// Two layers beside each other.
    ///
    /// @param pair which
    /// @param cosine mean over the tokens of the cosine between both activations; NaN where the widths differ
    /// @param normRatio mean over the tokens of the norm of the second side's activation ÷ that of the first side's
    public record Layer(LayerPair pair, double cosine, double normRatio) {}

    /// A statistic of two layers beside each other; NaN where it was not asked for or cannot be computed.
    public double of(Similarity statistic, LayerPair pair) {
        TensorValue matrix = matrices.get(statistic);
        return matrix == null ? Double.NaN : matrix.at(pair.layer(), pair.layerB());
    }
}
