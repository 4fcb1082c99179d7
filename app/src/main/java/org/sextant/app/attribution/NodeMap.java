package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.ContrastPair.Target;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Token;

/// Scores of nodes as the attribution view draws them, for other views.
///
/// @param request what was asked
/// @param result what the model gave
/// @param ran the prompt that ran, token by token; where the map is about another one, it has no token in common with what
///        other views select
public record NodeMap(AttributeRequest request, AttributeResult result, List<String> ran) {
    public NodeMap {
        ran = List.copyOf(ran);
    }

    /// Whether such nodes have a map; others are a list of the strongest.
    public static boolean drawn(AttributionSettings settings) {
        return settings.method().ofTokens() || ShownNodes.of(settings).form() != ShownNodes.Form.TABLE;
    }

    /// How nodes are called that have no map: `neurons`.
    public static String nodes(AttributionSettings settings) {
        return ShownNodes.of(settings).label();
    }

    /// `RelP of resid_pre: “… gave the rope to”, answer “·Tom” less “·Anna”`.
    public static String words(AttributionSettings settings, List<ContrastPair> pairs) {
        String nodes = settings.method().ofTokens() ? "tokens" : ShownNodes.of(settings).label();
        String asked = pairs.size() == 1 ? words(pairs.getFirst()) : "the mean of " + pairs.size() + " pairs";
        return MethodWords.title(settings.method()) + " of " + nodes + ": " + asked;
    }

    private static String words(ContrastPair pair) {
        String prompt = Reading.typed(pair.clean()).map(text -> "“" + text + "”").orElse("a conversation");
        return switch (pair.target()) {
            case Target.Weights sum -> prompt + ", logits " + LogitSum.typed(sum);
            case Target.Answers two -> prompt + ", answer " + words(two.answers())
                    + (two.wrong().isEmpty() ? "" : " less " + words(two.wrong()));
        };
    }

    private static String words(List<Prompt> answers) {
        return answers.stream().flatMap(answer -> Reading.typed(answer).stream())
                .map(text -> "“" + VisibleText.of(text) + "”").collect(Collectors.joining(", "));
    }

    private Attributed attributed() {
        return new Attributed(request, ShownNodes.of(request.settings()), result);
    }

    private ScoreMap map() {
        return new ScoreMap(attributed(), false, OptionalInt.empty());
    }

    /// Layer by position, or of heads layer by head.
    public Heatmap heatmap() {
        return map().heatmap();
    }

    /// As the command `attribute` writes it.
    public DataTable table() {
        return map().picture().table();
    }

    public Provenance provenance() {
        return result.provenance();
    }

    /// Whether there is one row, of tokens.
    public boolean ofTokens() {
        return result.nodes().getFirst().kind() == NodeKind.TOKEN;
    }

    /// Whether the columns are the heads of a layer.
    public boolean ofHeads() {
        return attributed().isGrid();
    }

    /// What the columns are; empty for heads, and for positions counted from the end of several prompts.
    public Optional<List<Token>> tokens() {
        return ofHeads() || result.pairs().size() > 1
                ? Optional.empty()
                : Optional.of(result.pairs().getFirst().tokens(request.settings().direction()));
    }

    /// What clicking a cell selects.
    public Selection select(Selection from, int row, int column) {
        return NodeSelection.told(from, map().node(new Cell(row, column)), aboutRun() ? ran.size() : 0);
    }

    /// Where a selection is.
    public Mark mark(Selection selection) {
        OptionalInt row = ofTokens() ? OptionalInt.of(0) : selection.layer();
        OptionalInt token = aboutRun() ? selection.token() : OptionalInt.empty();
        Heatmap.Cells cells = heatmap().cells();
        return new Mark(inside(row, cells.rows()),
                inside(ofHeads() ? selection.head() : token, cells.columns()));
    }

    /// Whether its positions are those of the prompt that ran.
    public boolean aboutRun() {
        return result.pairs().size() == 1 && result.tokens().size() == ran.size()
                && Stream.of(result.pairs().getFirst().clean(), result.pairs().getFirst().corrupt())
                        .anyMatch(own -> own.stream().map(Token::text).toList().equals(ran));
    }

    private static OptionalInt inside(OptionalInt place, int count) {
        return place.stream().filter(each -> each < count).findFirst();
    }
}
