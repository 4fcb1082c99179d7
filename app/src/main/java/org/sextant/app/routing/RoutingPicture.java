package org.sextant.app.routing;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.Numbers;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RoutedLayer;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// Which experts the tokens of a prompt went to, as the view and the command line show it.
public final class RoutingPicture {
    /// What stands before a generated token; a space of a token's own is shown otherwise.
    static final String GENERATED = "› ";

    private static final String LAYERS = "layer";

    private final RoutingResult result;
    private final ExpertLoads loads;
    private final List<String> tops;
    private final RoutingPicture ofPrompt;

    /// Takes some milliseconds of a large model: not for the UI thread.
    ///
    /// @param result what the model gave
    public RoutingPicture(RoutingResult result) {
        this.result = result;
        this.loads = new ExpertLoads(result);
        this.tops = topExperts();
        this.ofPrompt = isContinued() ? new RoutingPicture(promptAlone(result)) : this;
    }

    private static RoutingResult promptAlone(RoutingResult all) {
        int tokens = all.promptTokens();
        List<RoutedLayer> layers = all.layers().stream()
                .map(layer -> new RoutedLayer(layer.layer(), layer.scores(), first(layer.chosen(), tokens),
                        first(layer.weights(), tokens), first(layer.logits(), tokens),
                        layer.sharedShare().map(share -> first(share, tokens))))
                .toList();
        return new RoutingResult(all.tokens().subList(0, tokens), tokens, all.experts(), all.chosen(), layers,
                all.provenance());
    }

    private static TensorValue first(TensorValue all, int positions) {
        int[] shape = all.shape();
        int each = all.length() / shape[0];
        shape[0] = positions;
        return TensorValue.of(all.slice(0, positions * each), shape);
    }

    /// Whether generated tokens are behind the prompt.
    boolean isContinued() {
        return result.tokens().size() > result.promptTokens();
    }

    /// The prompt's tokens alone.
    RoutingPicture ofPrompt() {
        return ofPrompt;
    }

    /// What the model gave.
    public RoutingResult result() {
        return result;
    }

    /// How much each expert had to do.
    ExpertLoads loads() {
        return loads;
    }

    public Provenance provenance() {
        return result.provenance();
    }

    /// Layers with experts by tokens, or by experts. Where columns are tokens, cells say the number of the expert.
    public Heatmap heatmap(RoutingMeasure measure) {
        return measure.byToken()
                ? map(measure, "token", tokenLabels(), measure == RoutingMeasure.TOP ? tops : List.of())
                : map(measure, "expert", IntStream.range(0, result.experts()).mapToObj(Integer::toString).toList(),
                        List.of());
    }

    private Heatmap map(RoutingMeasure measure, String columns, List<String> labels, List<String> texts) {
        var cells = new RoutedCells(result.layers().size(), labels.size(),
                () -> measure.byToken() ? tokenValues(measure) : loads.values(measure),
                measure.byToken() ? this::tokenWords : this::expertWords);
        return new Heatmap(measure.title() + " by layer and " + columns, LAYERS, columns, measure.valueLabel(),
                layerLabels(), labels, cells, false, texts);
    }

    /// The picture at print size.
    public HeatmapFigure figure(RoutingMeasure measure) {
        return HeatmapFigure.of(heatmap(measure));
    }

    private float[] tokenValues(RoutingMeasure measure) {
        int tokens = result.tokens().size();
        float[] values = new float[result.layers().size() * tokens];
        IntStream.range(0, result.layers().size()).parallel().forEach(row -> {
            RoutedLayer layer = result.layers().get(row);
            for (int position = 0; position < tokens; position++) {
                values[row * tokens + position] = measure == RoutingMeasure.ENTROPY
                        ? (float) layer.entropy(position)
                        : layer.weights().flat(position * result.chosen() + topRank(layer, position));
            }
        });
        return values;
    }

    /// The rank of the largest weight: experts stand in the order of the score that selects, which a correction may make
    /// another one than that of the weights.
    static int topRank(RoutedLayer layer, int position) {
        int chosen = layer.chosen().size(1);
        int from = position * chosen;
        int top = 0;
        for (int rank = 1; rank < chosen; rank++) {
            top = layer.weights().flat(from + rank) > layer.weights().flat(from + top) ? rank : top;
        }
        return top;
    }

    /// The expert of the largest weight.
    public int topExpert(int row, int position) {
        RoutedLayer layer = result.layers().get(row);
        return (int) layer.chosen().flat(position * result.chosen() + topRank(layer, position));
    }

    private List<String> topExperts() {
        String[] numbers = new String[result.experts()];
        Arrays.setAll(numbers, Integer::toString);
        int tokens = result.tokens().size();
        return IntStream.range(0, result.layers().size() * tokens)
                .mapToObj(cell -> numbers[topExpert(cell / tokens, cell % tokens)]).toList();
    }

    List<String> tokenLabels() {
        return IntStream.range(0, result.tokens().size()).mapToObj(this::label).toList();
    }

    /// A token as it is written in pictures: `›` stands before a generated one.
    String label(int position) {
        String text = VisibleText.of(result.tokens().get(position).text());
        return position < result.promptTokens() ? text : GENERATED + text;
    }

    List<String> layerLabels() {
        return result.layers().stream().map(layer -> Integer.toString(layer.layer())).toList();
    }

    /// The row of a block; empty where it has no experts.
    public OptionalInt row(int block) {
        return IntStream.range(0, result.layers().size()).filter(row -> result.layers().get(row).layer() == block)
                .findFirst();
    }

    /// The rank at which a token goes to an expert, 0 the best; empty where it does not.
    public OptionalInt rank(int row, int position, int expert) {
        RoutedLayer layer = result.layers().get(row);
        return IntStream.range(0, result.chosen()).filter(rank -> layer.expert(position, rank) == expert).findFirst();
    }

    /// `E7 weight 0.6120 logit 2.130 · E2 …   entropy 1.200 nats`, the best first.
    String tokenWords(int row, int position) {
        RoutedLayer layer = result.layers().get(row);
        String experts = IntStream.range(0, result.chosen()).mapToObj(rank -> {
            int expert = layer.expert(position, rank);
            return "E" + expert + " weight " + Numbers.format(layer.weight(position, rank)) + " logit "
                    + Numbers.format(layer.logits().at(position, expert));
        }).collect(Collectors.joining(" · "));
        String shared = layer.sharedShare()
                .map(share -> "   shared expert " + Numbers.format(share.flat(position)) + " of the output").orElse("");
        return experts + shared + "   entropy " + Numbers.format(layer.entropy(position)) + " nats";
    }

    /// `6 of 13 tokens   mean weight 0.4100 when chosen   mean probability 0.2000`.
    String expertWords(int row, int expert) {
        return loads.tokens(row, expert) + " of " + result.tokens().size() + " tokens   mean weight "
                + Numbers.format(loads.meanWeight(row, expert)) + " when chosen   mean probability "
                + Numbers.format(loads.probability(row, expert));
    }

    /// `layer,position,token,rank,expert,weight,router_logit`, one row a chosen expert; rank 0 is the best.
    public DataTable table() {
        return new DataTable(List.of("layer", "position", "token", "rank", "expert", "weight", "router_logit"),
                () -> result.layers().stream()
                        .flatMap(layer -> result.tokens().stream().flatMap(token -> rows(layer, token))));
    }

    private Stream<List<DataCell>> rows(RoutedLayer layer, Token token) {
        int position = token.position();
        return IntStream.range(0, result.chosen()).mapToObj(rank -> {
            int expert = layer.expert(position, rank);
            return List.of(DataCell.of(layer.layer()), DataCell.of(position), DataCell.of(token.text()),
                    DataCell.of(rank), DataCell.of(expert), DataCell.of(layer.weight(position, rank)),
                    DataCell.of(layer.logits().at(position, expert)));
        });
    }

    /// `layer,expert,tokens,load,mean_weight,probability`, one row an expert.
    public DataTable loadTable() {
        return loads.table();
    }
}
