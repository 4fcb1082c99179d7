package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.util.Duration;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.VisibleText;

/// The text as it grows. Many tokens share a node, so that a text of thousands grows as fast as a short one; which
/// token lies under the pointer is found from the place in the text.
final class GeneratedFlow extends TextFlow {
    static final int TOKENS_A_NODE = 64;

    private final Label hint = new Label();
    private final Tooltip tooltip = new Tooltip();
    private final List<Text> nodes = new ArrayList<>();
    private final Path mark = new Path();
    private GeneratedText text = new GeneratedText();
    private OptionalInt marked = OptionalInt.empty();

    /// @param hint what stands there before the first token
    GeneratedFlow(String hint) {
        this.hint.setText(hint);
        setId("generated");
        getStyleClass().add("generated");
        setAccessibleText("Generated text");
        this.hint.getStyleClass().add("muted");
        mark.setManaged(false);
        mark.getStyleClass().add("generated-mark");
        tooltip.setShowDelay(Duration.millis(150));
        tooltip.setShowDuration(Duration.INDEFINITE);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> Tooltip.uninstall(this, tooltip));
    }

    /// Begins anew.
    void begin(GeneratedText empty) {
        text = empty;
        nodes.clear();
        marked = OptionalInt.empty();
        getChildren().setAll(hint);
    }

    /// Shows what is new.
    ///
    /// @param firstChanged the first piece that is new or has changed
    void grow(int firstChanged) {
        getChildren().remove(hint);
        int needed = Math.ceilDiv(text.size(), TOKENS_A_NODE);
        for (int node = firstChanged / TOKENS_A_NODE; node < needed; node++) {
            if (node == nodes.size()) {
                var added = new Text();
                added.getStyleClass().add("generated-token");
                nodes.add(added);
                getChildren().add(added);
            }
            int first = node * TOKENS_A_NODE;
            nodes.get(node).setText(text.between(first, Math.min(text.size(), first + TOKENS_A_NODE)));
        }
    }

    /// Puts a calm mark behind one token, or none.
    void mark(OptionalInt piece) {
        if (!piece.equals(marked)) {
            marked = piece;
            getChildren().remove(mark);
            if (piece.isPresent()) {
                getChildren().addFirst(mark);
            }
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (marked.isPresent() && marked.getAsInt() < text.size()) {
            int start = text.startOf(marked.getAsInt());
            mark.getElements().setAll(getRangeShape(start, start + text.piece(marked.getAsInt()).text().length(),
                    false));
        }
    }

    private void hover(MouseEvent event) {
        Optional<GeneratedText.Piece> piece = pieceAt(new Point2D(event.getX(), event.getY()));
        if (piece.isPresent()) {
            tooltip.setText(describe(piece.get()));
            Tooltip.install(this, tooltip);
        } else {
            Tooltip.uninstall(this, tooltip);
        }
    }

    /// The token whose text lies at a point.
    Optional<GeneratedText.Piece> pieceAt(Point2D point) {
        return text.size() == 0 ? Optional.empty() : text.pieceAt(getHitInfo(point).getCharIndex());
    }

    /// What the tooltip says about a generated token.
    static String describe(GeneratedText.Piece piece) {
        var token = piece.update().token();
        String about = "position " + token.position() + "  “" + VisibleText.of(token.text()) + "”\nid " + token.id()
                + "\nprobability " + Numbers.format(piece.update().probability());
        return piece.plan().isEmpty() ? about : about + "\n\n" + String.join("\n", piece.plan());
    }
}
