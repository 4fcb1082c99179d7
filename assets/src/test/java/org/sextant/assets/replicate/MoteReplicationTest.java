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

/// The replication on a few requests and questions.
class MoteReplicationTest {
    private static OpenModel open(Session session, String name) {
        DemoModels demos = DemoModels.bundled();
        var folder = new ModelLocation.Folder(demos.folder(demos.at(name)));
        return session.open(new OpenRequest(folder, "cpu", Dtype.FLOAT32)).await();
    }

    @Test
    void everyWayOfSwitchingStandsBesideTheModelAsItIs() {
        try (Session session = Session.local(); OpenModel model = open(session, "demo:harbour-moe")) {
            List<Update.Progress> told = new ArrayList<>();
            EvaluationReport report = new MoteReplication(1, 1, false).of(model, told::add);

            assertThat(value(report, "baseline", "forbidden requests refused")).isEqualTo(1);
            assertThat(value(report, "baseline", "allowed requests refused")).isZero();
            assertThat(value(report, "baseline", "questions answered right")).isGreaterThan(0.5);
            assertThat(report.rows().stream().filter(row -> row.aim().isPresent()).map(Row::task)).containsExactly(
                    "top 10 off", "top 10 off", "10 by chance off, mean of 1", "top 10 forced");
            assertThat(report.rows()).allMatch(row -> Double.isFinite(row.value()));
            assertThat(report.markdown()).contains("10 of these 64 are 15.6 %").contains("no borderline requests");
            assertThat(told).isNotEmpty();
        }
    }

    private static double value(EvaluationReport report, String task, String figure) {
        return report.rows().stream().filter(row -> row.task().equals(task) && row.figure().equals(figure))
                .mapToDouble(Row::value).findFirst().orElseThrow();
    }

    @Test
    void aModelWithoutExpertsIsRefused() {
        try (Session session = Session.local(); OpenModel model = open(session, "demo:harbour-mini")) {
            MoteReplication replication = new MoteReplication(1, 1, false);
            assertThatThrownBy(() -> replication.of(model, _ -> {})).isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("no mixture of experts");
        }
    }
}
