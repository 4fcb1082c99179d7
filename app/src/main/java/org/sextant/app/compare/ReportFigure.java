package org.sextant.app.compare;

import java.util.Arrays;
import java.util.List;

/// A figure that the page about two models may hold, in the order of the page. The window lists them by their titles, the
/// command by their labels.
public enum ReportFigure {
    DIVERGENCE("divergence", "Divergence, token by token",
            "How far the two next-token distributions lie apart, in nats; a ring where the best tokens differ",
            "one vocabulary"),
    RANKS("ranks", "Ranks of the best tokens", "Which rank each side gives the other's most likely token", "a prompt"),
    COSINE("cosine", "Cosine, by layer and token", "Cosine between both activations", "layers of one width"),
    NORM_RATIO("norm-ratio", "Norm ratio, by layer and token",
            "Norm of the second side ÷ norm of the first, as log₂: 0 is alike, 1 is twice as long", "a prompt"),
    MATRIX("matrix", "Every layer with every layer", "", "texts");

    private final String label;
    private final String title;
    private final String caption;
    private final String need;

    ReportFigure(String label, String title, String caption, String need) {
        this.label = label;
        this.title = title;
        this.caption = caption;
        this.need = need;
    }

    /// `norm-ratio`, as `compare --figures` takes it.
    public String label() {
        return label;
    }

    /// What has to be there so that it can be made: `layers of one width`.
    public String need() {
        return need;
    }

    String title() {
        return title;
    }

    /// What stands under it.
    String caption() {
        return caption;
    }

    /// Those of a prompt: all but the matrix.
    public static List<ReportFigure> ofPrompt() {
        return Arrays.stream(values()).filter(each -> each != MATRIX).toList();
    }
}
