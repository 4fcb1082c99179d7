package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.compare.PositionsPicture;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersResult;
import org.sextant.runtime.session.ComparePromptResult;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.TensorValue;

/// Of `compare`.
///
/// @param statistic of the matrix
/// @param layers `layer layer_b site_a site_b cosine norm_ratio` and each statistic
/// @param positions one a prompt and pair of positions
/// @param alignment one a prompt: positions without a partner
/// @param matrix layer × layer
/// @param matrices each statistic's
record CompareDocument(
        String modelA,
        String modelB,
        long tokens,
        long texts,
        String statistic,
        List<Map<String, @Nullable Object>> layers,
        List<Position> positions,
        List<Alignment> alignment,
        List<List<Float>> matrix,
        Map<String, List<List<Float>>> matrices,
        Summary summary,
        List<String> notes,
        List<String> warnings,
        Provenance provenance,
        Provenance provenanceB) {
    /// Means over all positions; null where there is none.
    record Summary(@Nullable Double kl, @Nullable Double klReverse, @Nullable Double js,
            @Nullable Double top1Agreement) {
        static Summary of(List<PositionDifference> positions) {
            return new Summary(mean(positions.stream().map(PositionDifference::kl)),
                    mean(positions.stream().map(PositionDifference::klReverse)),
                    mean(positions.stream().map(PositionDifference::js)),
                    mean(positions.stream().map(each -> OptionalDouble.of(each.topAgrees() ? 1 : 0))));
        }

        private static @Nullable Double mean(Stream<OptionalDouble> values) {
            OptionalDouble mean = values.filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble)
                    .average();
            return orNull(mean);
        }
    }

    /// Positions without a partner.
    record Alignment(int prompt, int pairs, List<Integer> aloneA, List<Integer> aloneB) {}

    /// One pair of positions.
    ///
    /// @param kl Kullback-Leibler divergence of A from B
    /// @param klReverse of B from A
    /// @param cosine one a layer
    /// @param normRatio one a layer
    record Position(int prompt, int position, String token, int positionB, String tokenB, @Nullable Double kl,
            @Nullable Double klReverse, @Nullable Double js, boolean top1Agree, @Nullable Integer rankInB,
            @Nullable Integer rankInA,
            List<Float> cosine, List<Float> normRatio, List<Candidate> candidates) {
        static Position of(int prompt, ComparePromptResult result, int at) {
            PositionDifference position = result.positions().get(at);
            return new Position(prompt, position.a(), result.tokensA().get(position.a()).text(), position.b(),
                    result.tokensB().get(position.b()).text(), orNull(position.kl()),
                    orNull(position.klReverse()), orNull(position.js()),
                    position.topAgrees(), orNull(position.rankInB()), orNull(position.rankInA()),
                    column(result.cosine(), at), column(result.normRatio(), at),
                    position.candidates().stream().map(Candidate::of).toList());
        }
    }

    /// One token that may come next; null on a side whose vocabulary lacks it.
    record Candidate(String token, PositionDifference.@Nullable Chance a, PositionDifference.@Nullable Chance b,
            @Nullable Integer rankChange) {
        static Candidate of(PositionDifference.Candidate candidate) {
            return new Candidate(candidate.token(), candidate.a().orElse(null), candidate.b().orElse(null),
                    orNull(candidate.rankChange()));
        }
    }

    static CompareDocument of(Compared compared, SeedOption seed, List<String> warnings) {
        CompareLayersResult layers = compared.layers().result();
        List<ComparePromptResult> prompts = compared.positions().stream().map(PositionsPicture::result).toList();
        Map<String, List<List<Float>>> matrices = new LinkedHashMap<>();
        layers.matrices().forEach((statistic, matrix) -> matrices.put(statistic.id(), rows(matrix)));
        Similarity shown = compared.layers().statistic();
        List<Position> positions = new ArrayList<>();
        List<Alignment> alignment = new ArrayList<>();
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            ComparePromptResult result = prompts.get(prompt);
            for (int at = 0; at < result.positions().size(); at++) {
                positions.add(Position.of(prompt, result, at));
            }
            alignment.add(new Alignment(prompt, result.alignment().pairs().size(), result.alignment().aloneA(),
                    result.alignment().aloneB()));
        }
        return new CompareDocument(layers.provenanceA().model(), layers.provenanceB().model(), layers.tokens(),
                layers.texts(), shown.id(), compared.layers().layers().records().toList(), positions, alignment,
                rows(layers.matrices().get(shown)), matrices,
                Summary.of(prompts.stream().flatMap(each -> each.positions().stream()).toList()), compared.notes(),
                warnings, seed.into(layers.provenanceA()), seed.into(layers.provenanceB()));
    }

    private static List<List<Float>> rows(@Nullable TensorValue matrix) {
        return matrix == null
                ? List.of()
                : IntStream.range(0, matrix.size(0)).mapToObj(row -> IntStream.range(0, matrix.size(1))
                        .mapToObj(column -> matrix.at(row, column)).toList()).toList();
    }

    private static List<Float> column(TensorValue matrix, int at) {
        return IntStream.range(0, matrix.size(0)).mapToObj(row -> matrix.at(row, at)).toList();
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
