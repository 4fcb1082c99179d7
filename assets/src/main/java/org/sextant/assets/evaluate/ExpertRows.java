package org.sextant.assets.evaluate;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;

/// How evenly the experts of a model share the tokens of held-out texts.
record ExpertRows(OpenModel model, int most) {
    private static final int TEXTS = 200;
    private static final double IDLEST = 0.3;
    private static final double BUSIEST = 3;

    List<Row> rows() {
        return model.card().experts().map(this::rows).orElse(List.of());
    }

    private List<Row> rows(ModelCard.Experts experts) {
        long[][] counts = new long[experts.layers().size()][experts.count()];
        for (int i = 0; i < Math.min(most, TEXTS); i++) {
            var request = new RunRequest(new Prompt.Text(HarbourWorld.shipped().heldOutDocument(Course.ANSWERS, i)),
                    List.of("blocks.*.mlp.hook_expert_indices"), 0, false);
            List<TensorValue> chosen = List.copyOf(model.submit(request).await().sites().values());
            for (int layer = 0; layer < counts.length; layer++) {
                for (float expert : chosen.get(layer).toArray()) {
                    counts[layer][(int) expert]++;
                }
            }
        }
        DoubleSummaryStatistics shares = Arrays.stream(counts).flatMapToDouble(ExpertRows::shares)
                .summaryStatistics();
        long tokens = Arrays.stream(counts[0]).sum() / experts.chosen();
        String figure = "tokens ÷ fair share";
        return List.of(Row.atLeast(IDLEST, "idlest expert of any layer", figure, shares.getMin(), tokens),
                Row.atMost(BUSIEST, "busiest expert of any layer", figure, shares.getMax(), tokens));
    }

    private static DoubleStream shares(long[] counts) {
        double fair = (double) Arrays.stream(counts).sum() / counts.length;
        return Arrays.stream(counts).mapToDouble(count -> count / fair);
    }
}
