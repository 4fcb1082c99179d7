package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.sextant.app.view.ProgressText;
import org.sextant.runtime.session.ModelCard;

/// The lines of a model's card.
final class ModelCardText {
    /// One line.
    record Line(String name, String value) {}

    private ModelCardText() {}

    static List<Line> lines(ModelCard card) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Family", card.modelType()));
        lines.add(new Line("Layers", count(card.layers())));
        lines.add(new Line("Residual width", count(card.dModel())));
        lines.add(new Line("Heads", heads(card)));
        lines.add(new Line("MLP width", count(card.dMlp())));
        card.experts().ifPresent(experts -> lines.add(new Line("Experts", experts(experts, card.layers()))));
        lines.add(new Line("Vocabulary", count(card.vocabSize())));
        lines.add(new Line("Context", count(card.contextLength()) + " tokens"));
        lines.add(new Line("Parameters", parameters(card.parameters())));
        lines.add(new Line("Computes in", card.dtype().label() + " on " + card.device()));
        lines.add(new Line("Memory", "about " + ProgressText.bytes(card.estimatedMemoryBytes())));
        if (card.memoryBytes().size() > 1) {
            lines.add(new Line("Otherwise", otherMemory(card)));
        }
        lines.add(new Line("Files", ProgressText.bytes(card.weightBytes())));
        lines.add(new Line("Tokenizer", card.tokenizer().orElse("none: prompts are token ids")));
        if (!card.ignored().isEmpty()) {
            lines.add(new Line("Left out", count(card.ignored().size()) + " tensors by rule, such as "
                    + card.ignored().getFirst()));
        }
        lines.add(new Line("Folder", card.folder().toString()));
        lines.add(new Line("Hash", card.hash().substring(0, Math.min(16, card.hash().length()))));
        return lines;
    }

    private static String heads(ModelCard card) {
        String heads = card.heads() + " of width " + card.headDim();
        return card.kvHeads() == card.heads() ? heads : heads + ", " + card.kvHeads() + " key-value";
    }

    /// `128, 8 a token, in 46 of 48 layers`.
    private static String experts(ModelCard.Experts experts, int layers) {
        String where = experts.layers().size() == layers ? "every layer" : experts.layers().size() + " of " + layers
                + " layers";
        return count(experts.count()) + ", " + experts.chosen() + " a token, in " + where;
    }

    /// What it would take in the other types.
    private static String otherMemory(ModelCard card) {
        return card.memoryBytes().entrySet().stream().filter(other -> other.getKey() != card.dtype())
                .map(other -> other.getKey().label() + " " + ProgressText.bytes(other.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// `124.4 M (124,439,808)`.
    static String parameters(long count) {
        String exact = count(count);
        if (count < 100_000) {
            return exact;
        }
        if (count < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f K (%s)", count / 1e3, exact);
        }
        double millions = count / 1e6;
        String rounded = millions < 1000
                ? String.format(Locale.ROOT, "%.4g M", millions)
                : String.format(Locale.ROOT, "%.4g B", millions / 1000);
        return rounded + " (" + exact + ")";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
