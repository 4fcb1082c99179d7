package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.ComparePromptResult;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.PositionPairs.Pair;

/// Two models on one prompt as pictures and tables; the view and the command make the same ones.
///
/// @param result what the models gave
/// @param a what the first side is called
/// @param b what the second side is called
public record PromptPicture(ComparePromptResult result, String a, String b) {
    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int DIFFERS = 3;

    /// What is shown by position.
    public enum Measure {
        DIVERGENCE("KL and JS", "How far the two next-token distributions lie apart, in nats"),
        RANKS("Ranks", "Which rank each side gives the other's most likely token");

        private final String title;
        private final String description;

        Measure(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    /// What is shown by layer and position.
    public enum LayerMeasure {
        DISTANCE("1 − cosine", "1 − cosine",
                "How far both activations turn apart, 0 where they are alike; needs layers of one width"),
        COSINE("Cosine", "cosine", "Cosine between both activations; needs layers of one width"),
        NORM_RATIO("Norm ratio", "log₂ of the norm ratio",
                "Norm of the second side ÷ norm of the first, as log₂: 0 is alike, 1 is twice as long");

        private final String title;
        private final String valueLabel;
        private final String description;

        LayerMeasure(String title, String valueLabel, String description) {
            this.title = title;
            this.valueLabel = valueLabel;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    /// Whether there are divergences; else the vocabularies differ and there are ranks alone.
    public boolean hasDivergence() {
        return result.sharedVocabulary().isPresent();
    }

    /// A measure by position. A point's id is the number of its pair of positions.
    public PointsFigure figure(Measure measure) {
        return measure == Measure.DIVERGENCE
                ? new PointsFigure("KL of " + a + " from " + b + " (A from B), and Jensen-Shannon divergence",
                        positions(), Axis.of("nats"),
                        List.of(series("best token differs", DIFFERS, true, position -> position.kl()
                                .orElse(Double.NaN), differing()),
                                series("KL of A from B", FIRST, false, position -> position.kl().orElse(Double.NaN),
                                        all()),
                                series("JS", SECOND, false, position -> position.js().orElse(Double.NaN), all())),
                        tables().positions())
                : new PointsFigure("Ranks of the best tokens of " + a + " and " + b,
                        positions(), Axis.of("rank on the other side (0 is its best)"),
                        List.of(series("of the best of " + a, FIRST, false, position -> rank(position.rankInB()),
                                all()),
                                series("of the best of " + b, SECOND, false, position -> rank(position.rankInA()),
                                        all())),
                        tables().positions());
    }

    private Axis positions() {
        Axis axis = Axis.ofWhole("position in " + a);
        int last = result.tokensA().size() - 1;
        return last > 0 ? axis.within(0, last) : axis;
    }

    private IntStream all() {
        return IntStream.range(0, result.positions().size());
    }

    private IntStream differing() {
        return all().filter(pair -> !result.positions().get(pair).topAgrees());
    }

    private static double rank(OptionalInt rank) {
        return rank.isPresent() ? rank.getAsInt() : Double.NaN;
    }

    private Series series(String name, int colour, boolean rings, ToDoubleFunction<PositionDifference> value,
            IntStream pairs) {
        return new Series(name, colour, !rings, rings, pairs.mapToObj(pair -> {
            PositionDifference position = result.positions().get(pair);
            return new Point(pair, position.a(), value.applyAsDouble(position), words(position));
        }).toList());
    }

    /// One position in a sentence.
    public String words(PositionDifference position) {
        String token = "position " + position.a() + " “" + VisibleText.of(result.tokensA().get(position.a()).text())
                + "”: ";
        String divergence = position.kl().isPresent()
                ? "KL of A from B " + Numbers.format(position.kl().getAsDouble()) + ", of B from A "
                        + Numbers.format(position.klReverse().orElse(Double.NaN)) + ", JS "
                        + Numbers.format(position.js().orElse(Double.NaN)) + " nats; "
                : "";
        return token + divergence + (position.topAgrees()
                ? "the best token agrees"
                : "best token: rank " + text(position.rankInB()) + " in " + b + ", of " + b + ": rank "
                        + text(position.rankInA()) + " in " + a);
    }

    private static String text(OptionalInt rank) {
        return rank.isPresent() ? Integer.toString(rank.getAsInt()) : "none";
    }

    /// Whether any layers can be compared by their cosine.
    public boolean hasCosine() {
        return result.layers().stream().anyMatch(LayerPair::sameWidth);
    }

    /// A measure by pair of layers and pair of positions.
    public Heatmap layers(LayerMeasure measure) {
        List<Pair> pairs = result.alignment().pairs();
        List<String> sites = result.layers().stream().map(LayerPair::siteA).toList();
        boolean ratio = measure == LayerMeasure.NORM_RATIO;
        return new Heatmap(ratio ? "norm of " + b + " ÷ norm of " + a : measure.valueLabel + " of " + a + " and " + b,
                SiteWords.axis(sites), "token", measure.valueLabel, SiteWords.labels(sites),
                pairs.stream().map(pair -> VisibleText.of(result.tokensA().get(pair.a()).text())).toList(),
                new PairCells(sites.size(), pairs.size(), (row, column) -> value(measure, row, column),
                        (row, column) -> readout(ratio, row, column)),
                measure != LayerMeasure.DISTANCE, List.of());
    }

    private float value(LayerMeasure measure, int row, int column) {
        return switch (measure) {
            case COSINE -> result.cosine().at(row, column);
            case DISTANCE -> Math.max(0, 1 - result.cosine().at(row, column));
            case NORM_RATIO -> (float) (Math.log(result.normRatio().at(row, column)) / Math.log(2));
        };
    }

    private String readout(boolean ratio, int row, int column) {
        LayerPair layer = result.layers().get(row);
        String place = SiteWords.spoken(layer) + ": ";
        return place + (ratio
                ? "norm × " + Numbers.words(result.normRatio().at(row, column))
                : "cosine " + Numbers.words(result.cosine().at(row, column)));
    }

    /// Its numbers, as the command writes them.
    public PositionsPicture tables() {
        return new PositionsPicture(result);
    }

    /// Both readings token by token, in the order of the text: pairs, and between them what has no partner.
    List<AlignedToken> aligned() {
        List<AlignedToken> rows = new ArrayList<>();
        int a = 0;
        int b = 0;
        Function<Integer, String> textA = at -> result.tokensA().get(at).text();
        Function<Integer, String> textB = at -> result.tokensB().get(at).text();
        for (PositionDifference position : result.positions()) {
            for (; a < position.a(); a++) {
                rows.add(AlignedToken.aloneA(a, textA.apply(a)));
            }
            for (; b < position.b(); b++) {
                rows.add(AlignedToken.aloneB(b, textB.apply(b)));
            }
            rows.add(AlignedToken.pair(position, textA.apply(a++), textB.apply(b++)));
        }
        for (; a < result.tokensA().size(); a++) {
            rows.add(AlignedToken.aloneA(a, textA.apply(a)));
        }
        for (; b < result.tokensB().size(); b++) {
            rows.add(AlignedToken.aloneB(b, textB.apply(b)));
        }
        return rows;
    }
}
