package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        lines.add(new Line("Vocabulary", count(card.vocabSize())));
        lines.add(new Line("Context", count(card.contextLength()) + " tokens"));
        lines.add(new Line("Parameters", parameters(card.parameters())));
        lines.add(new Line("Computes in", card.dtype().label() + " on " + card.device()));
        lines.add(new Line("Memory", "about " + ProgressText.bytes(card.estimatedMemoryBytes())));
        lines.add(new Line("Files", ProgressText.bytes(card.weightBytes())));
        lines.add(new Line("Tokenizer", card.tokenizer().orElse("none: prompts are token ids")));
        lines.add(new Line("Folder", card.folder().toString()));
        lines.add(new Line("Hash", card.hash().substring(0, Math.min(16, card.hash().length()))));
        return lines;
    }

    private static String heads(ModelCard card) {
        String heads = card.heads() + " of width " + card.headDim();
        return card.kvHeads() == card.heads() ? heads : heads + ", " + card.kvHeads() + " key-value";
    }

    /// `124.4 M (124,439,808)`.
    static String parameters(long count) {
        String exact = count(count);
        if (count < 100_000) {
            return exact;
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
