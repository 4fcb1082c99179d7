package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javafx.scene.Node;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.routing.RoutingMeasure;
import org.sextant.app.routing.RoutingPicture;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RoutedLayer;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// The routing of a long prompt through a model of the size of DeepSeek-R1, by chance, for the benchmark to open and zoom.
final class RoutedView implements WorkbenchView {
    static final int LAYERS = 61;
    static final int EXPERTS = 256;
    static final int TOKENS = 512;

    private static final int CHOSEN = 8;
    private static final ViewIdentity IDENTITY = new ViewIdentity("routed", "Routed",
            "Experts of " + TOKENS + " tokens in " + LAYERS + " layers of " + EXPERTS + " experts", Feather.SHARE_2);

    private final HeatmapPane pane;

    RoutedView(ViewContext context) {
        pane = new HeatmapPane(context.tasks().unseen());
    }

    HeatmapPane pane() {
        return pane;
    }

    /// Routing as a model would give it; takes a moment.
    static RoutingResult routing() {
        var random = new SplittableRandom(1);
        List<Token> tokens = IntStream.range(0, TOKENS).mapToObj(at -> new Token(at, at, " word" + at, "", false))
                .toList();
        List<RoutedLayer> layers = IntStream.range(0, LAYERS).mapToObj(layer -> layer(layer, random)).toList();
        return new RoutingResult(tokens, TOKENS, EXPERTS, CHOSEN, layers,
                new Provenance("random", "", "", "float32", "cpu", "", List.of(), List.of(), List.of(), ""));
    }

    private static RoutedLayer layer(int number, SplittableRandom random) {
        float[] logits = new float[TOKENS * EXPERTS];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-4, 4);
        }
        float[] chosen = new float[TOKENS * CHOSEN];
        float[] weights = new float[TOKENS * CHOSEN];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = i % CHOSEN * (EXPERTS / CHOSEN) + random.nextInt(EXPERTS / CHOSEN);
            weights[i] = (float) random.nextDouble(0.05, 0.6);
        }
        return new RoutedLayer(number, RouterSpec.Scores.SIGMOID, TensorValue.of(chosen, TOKENS, CHOSEN),
                TensorValue.of(weights, TOKENS, CHOSEN), TensorValue.of(logits, TOKENS, EXPERTS), Optional.empty());
    }

    void show(RoutingPicture picture) {
        pane.show(picture.heatmap(RoutingMeasure.TOP));
    }

    @Override
    public ViewIdentity identity() {
        return IDENTITY;
    }

    @Override
    public Node node() {
        return pane;
    }

    @Override
    public void setShowing(boolean showing) {
        // It asks the model for nothing.
    }
}
