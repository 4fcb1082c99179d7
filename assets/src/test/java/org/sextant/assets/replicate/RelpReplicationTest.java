package org.sextant.assets.replicate;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.assets.demo.DemoModels;
import org.sextant.assets.evaluate.EvaluationException;
import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.evaluate.Row;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The comparison on a few pairs of the smallest model that is shipped.
class RelpReplicationTest {
    @Test
    void everyEstimateIsComparedOnEveryKindOfNode() {
        DemoModels demos = DemoModels.bundled();
        var folder = new ModelLocation.Folder(demos.folder(demos.at("demo:harbour-mini")));
        try (Session session = Session.local();
                OpenModel model = session.open(new OpenRequest(folder, "cpu", Dtype.FLOAT32)).await()) {
            List<Update.Progress> told = new ArrayList<>();
            EvaluationReport report = new RelpReplication(3).of(model, told::add);

            assertThat(report.rows()).hasSize(3 * 5 * 2).allMatch(row -> row.value() >= -1 && row.value() <= 1);
            assertThat(report.rows().stream().filter(row -> row.aim().isPresent()).map(Row::task)).containsExactly(
                    "resid_pre", "resid_pre", "mlp_out", "mlp_out");
            assertThat(report.rows().stream().filter(row -> row.figure().equals("RelP without half, of the mean")))
                    .allMatch(row -> row.value() > 0.8);
            assertThat(report.markdown()).contains("| resid_pre | RelP, of the mean |");
            assertThat(told).isNotEmpty();
            assertThatThrownBy(() -> new RelpReplication(100_000).of(model, told::add))
                    .isInstanceOf(EvaluationException.class).hasMessageContaining("100000 are asked for");
        }
    }
}
