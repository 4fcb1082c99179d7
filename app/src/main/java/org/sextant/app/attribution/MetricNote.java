package org.sextant.app.attribution;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.Sentence;
import org.sextant.runtime.session.AttributeResult;

/// What was looked at came to, and what a person should know about the scores.
final class MetricNote extends VBox {
    private final Label metric = new Label();
    private final Label notes = new Label();

    MetricNote(AttributionViewModel model) {
        setSpacing(4);
        metric.setId("attribution-metric");
        metric.getStyleClass().add("tabular");
        managedProperty().bind(metric.textProperty().isNotEmpty());
        notes.setId("attribution-notes");
        notes.getStyleClass().add("muted");
        for (Label label : new Label[]{metric, notes}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.textProperty().isNotEmpty());
        }
        getChildren().setAll(metric, notes);
        model.shownProperty().subscribe(now -> {
            metric.setText(now.map(MetricNote::metric).orElse(""));
            notes.setText(now.map(MetricNote::notes).orElse(""));
        });
    }

    /// `logit[answer] − logit[wrong]: clean 3.214   corrupt −2.901   difference 6.115`.
    static String metric(Attributed shown) {
        AttributeResult result = shown.result();
        String pairs = result.pairs().size() == 1 ? "" : ", mean of " + result.pairs().size() + " pairs";
        String clean = MethodWords.difference(result.metric()) + pairs + ":  clean "
                + Numbers.words(result.metricClean());
        return shown.ofTokens()
                ? clean
                : clean + "   corrupt " + Numbers.words(result.metricCorrupt()) + "   difference "
                        + Numbers.words(result.metricClean() - result.metricCorrupt());
    }

    /// What the model told, and that scores are raw where there is no yardstick.
    static String notes(Attributed shown) {
        AttributeResult result = shown.result();
        boolean alike = result.normaliser().isEmpty() && !shown.ofTokens();
        Stream<String> near = alike
                ? Stream.of("the difference is near zero, so scores are shown raw: choose answers that the two prompts"
                        + " tell apart")
                : Stream.empty();
        return Stream.concat(near, result.notes().stream()).map(Sentence::of).collect(Collectors.joining("\n"));
    }
}
