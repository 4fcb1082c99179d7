package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.FeaturesResult.Active;
import org.sextant.runtime.session.FeaturesResult.Fit;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

/// The active features of a prompt, sorted by feature: those of one stand together, from `starts[place]` on. Special
/// tokens are left out where features are compared, unless there are no others: the massive activations at the first
/// token would hide everything else (METHODS.md 2.9).
public final class PromptFeatures {
    private final Path sae;
    private final FeaturesResult result;
    private final Provenance provenance;
    private final List<Active> byFeature;
    private final int[] features;
    private final int[] starts;
    private final boolean[] counted;
    private final int[] listed;

    private PromptFeatures(Path sae, FeaturesResult result, Provenance provenance, List<Active> byFeature,
            int[] features,
            int[] starts) {
        this.sae = sae;
        this.result = result;
        this.provenance = provenance;
        this.byFeature = byFeature;
        this.features = features;
        this.starts = starts;
        this.counted = counted(result.tokens());
        this.listed = Arrays.stream(features).filter(feature -> !of(feature).isEmpty()).toArray();
    }

    private static boolean[] counted(List<Token> tokens) {
        boolean all = tokens.stream().allMatch(Token::special);
        boolean[] counted = new boolean[tokens.size()];
        for (int position = 0; position < counted.length; position++) {
            counted[position] = all || !tokens.get(position).special();
        }
        return counted;
    }

    /// @param sae whose features these are
    /// @param provenance with the prompt as it was typed
    static PromptFeatures of(Path sae, FeaturesResult result, Provenance provenance) {
        List<Active> sorted = result.active().stream()
                .sorted(Comparator.comparingInt(Active::feature).thenComparingInt(Active::position)).toList();
        int[] first = IntStream.range(0, sorted.size())
                .filter(i -> i == 0 || sorted.get(i).feature() != sorted.get(i - 1).feature()).toArray();
        int[] starts = Arrays.copyOf(first, first.length + 1);
        starts[first.length] = sorted.size();
        return new PromptFeatures(sae, result, provenance, sorted,
                Arrays.stream(first).map(i -> sorted.get(i).feature()).toArray(), starts);
    }

    /// `position,token,feature,activation,share`, position by position, the strongest first.
    public static DataTable table(FeaturesResult result) {
        return new DataTable(List.of("position", "token", "feature", "activation", "share"),
                () -> result.active().stream().map(active -> List.of(DataCell.of(active.position()),
                        DataCell.of(result.tokens().get(active.position()).text()), DataCell.of(active.feature()),
                        DataCell.of(active.activation()), DataCell.of(active.share()))));
    }

    /// Whose features these are.
    Path sae() {
        return sae;
    }

    DataTable table() {
        return table(result);
    }

    Provenance provenance() {
        return provenance;
    }

    List<Token> tokens() {
        return result.tokens();
    }

    List<Fit> fits() {
        return result.fits();
    }

    /// Whether a token is none of those that are left out.
    boolean counts(int position) {
        return counted[position];
    }

    /// Those that are active at a token that counts, by their numbers in rising order.
    int[] features() {
        return listed.clone();
    }

    /// Where a feature is active among the tokens that count, by position; nothing for one that is not.
    List<Active> of(int feature) {
        return anywhere(feature).stream().filter(each -> counted[each.position()]).toList();
    }

    private List<Active> anywhere(int feature) {
        int place = Arrays.binarySearch(features, feature);
        return place < 0 ? List.of() : byFeature.subList(starts[place], starts[place + 1]);
    }

    /// What is active at a position, the strongest first.
    Stream<Active> active(int position) {
        return result.active().stream().filter(each -> each.position() == position);
    }

    /// What a feature does at any position; with activation and share 0 where it is not active.
    Active at(int feature, int position) {
        return anywhere(feature).stream().filter(each -> each.position() == position).findFirst()
                .orElse(new Active(position, feature, 0, 0));
    }

    /// The activations of a feature by position; NaN at tokens that are left out.
    float[] row(int feature) {
        float[] row = new float[tokens().size()];
        for (int position = 0; position < row.length; position++) {
            row[position] = counted[position] ? 0 : Float.NaN;
        }
        of(feature).forEach(each -> row[each.position()] = each.activation());
        return row;
    }

    /// How many tokens count.
    private int countedTokens() {
        int tokens = 0;
        for (boolean each : counted) {
            tokens += each ? 1 : 0;
        }
        return tokens;
    }

    /// The largest activation of a feature; 0 where it is nowhere active.
    float largest(int feature) {
        return (float) of(feature).stream().mapToDouble(Active::activation).max().orElse(0);
    }

    /// Share of a feature in what is given back, averaged over the tokens that count.
    float meanShare(int feature) {
        return (float) (of(feature).stream().mapToDouble(Active::share).sum() / Math.max(1, countedTokens()));
    }

    /// The features with the largest activations, the strongest first.
    int[] strongest(int count) {
        return strongest(List.of(this), count);
    }

    /// The features with the largest activations in any of these prompts, the strongest first.
    static int[] strongest(List<PromptFeatures> all, int count) {
        return all.stream().flatMapToInt(each -> Arrays.stream(each.listed)).sorted().distinct().boxed()
                .sorted(Comparator.comparing(
                        (Integer feature) -> all.stream().map(each -> each.largest(feature)).max(Float::compare)
                                .orElse(0f),
                        Comparator.reverseOrder()))
                .limit(count).mapToInt(Integer::intValue).toArray();
    }

    /// Other features at the tokens where this one is active, with how many tokens they share; the most first.
    List<Together> together(int feature) {
        boolean[] here = new boolean[tokens().size()];
        of(feature).forEach(each -> here[each.position()] = true);
        return Arrays.stream(listed).filter(other -> other != feature).mapToObj(
                other -> new Together(other, of(other).stream().filter(each -> here[each.position()]).count(),
                        of(feature).size(), of(other).size()))
                .filter(each -> each.tokens() > 0)
                .sorted(Comparator.comparingLong(Together::tokens).thenComparingDouble(Together::jaccard).reversed())
                .toList();
    }

    /// Another feature at the same tokens.
    ///
    /// @param feature its number
    /// @param tokens at which both are active
    /// @param own tokens at which the one asked about is active
    /// @param others tokens at which this one is active
    record Together(int feature, long tokens, long own, long others) {
        /// Tokens at which both are active, of those at which one or both are.
        double jaccard() {
            return (double) tokens / (own + others - tokens);
        }
    }
}
