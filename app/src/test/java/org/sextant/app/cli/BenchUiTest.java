package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sextant.app.shell.WindowBench;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.testing.Fixtures;
import org.testfx.framework.junit5.ApplicationExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// What the window's bench reports, as far as no clock decides it.
@ExtendWith(ApplicationExtension.class)
class BenchUiTest {
    private static final int WHEEL_TURNS = 5;
    private static final int MOVES = 6;
    private static final List<String> SPREAD = List.of("count", "p50_ms", "p95_ms", "p99_ms", "max_ms");

    @Test
    void theReportHasItsFieldsAndCountsWhatTheScriptDid() throws IOException {
        Path model = Fixtures.folder("v5/llama");
        var request = new OpenRequest(new ModelLocation.Folder(model));
        var prompt = new Prompt.Ids(List.of(3, 1, 4, 1, 5));
        JsonNode report = new JsonMapper().readTree(JsonDocuments
                .text(WindowBench.measure(request, request, prompt, new WindowBench.Length(3, MOVES, WHEEL_TURNS, 4))));

        assertThat(report.fieldNames()).toIterable().containsExactly("platform", "window", "model", "first_paint_ms",
                "ui_tasks", "pulses", "layouts", "slider_moves", "slider", "last_move_shown", "heatmap_paints",
                "zoom_paints", "zoom_frames", "attribution_map_ms", "feature_table", "routing_map", "comparison",
                "steps");
        assertThat(report.get("model").textValue()).isEqualTo(model.getFileName().toString());
        assertThat(report.get("window").textValue()).matches("\\d+x\\d+");
        assertThat(report.get("first_paint_ms").doubleValue()).isPositive();
        for (String spread : List.of("ui_tasks", "layouts", "slider", "heatmap_paints", "zoom_paints", "zoom_frames")) {
            isSpread(report.get(spread));
        }
        // However many moves were overtaken, the last one is what is shown.
        assertThat(report.get("slider_moves").intValue()).isEqualTo(MOVES);
        assertThat(report.get("slider").get("count").intValue()).isBetween(1, MOVES);
        assertThat(report.get("last_move_shown").booleanValue()).isTrue();
        assertThat(report.get("attribution_map_ms").doubleValue()).isPositive();
        assertThat(report.get("layouts").get("count").intValue()).isEqualTo(report.get("pulses").intValue());
        assertThat(report.get("zoom_frames").get("count").intValue()).isEqualTo(WHEEL_TURNS);
        assertThat(report.get("zoom_paints").get("count").intValue()).isGreaterThanOrEqualTo(WHEEL_TURNS);

        assertThat(report.get("steps").findValuesAsText("name")).containsExactly("first paint", "open", "type", "run",
                "show statistics", "show attention", "show lens", "show site", "scrub layers", "move slider",
                "take slider back", "attribute", "show large heatmap",
                "zoom large heatmap", "show routing of a large model", "zoom and pan routing", "show large table",
                "filter large table", "sort large table",
                "scroll large table", "generate", "open a second model", "compare tokens", "compare layers",
                "compare similarity", "compare side by side", "move linked cursor", "compare another prompt");
        assertThat(report.get("feature_table").fieldNames()).toIterable().containsExactly("filter_ms", "sort_ms",
                "scroll_p95_ms");
        assertThat(report.get("feature_table")).allSatisfy(time -> assertThat(time.doubleValue()).isPositive());
        assertThat(report.get("routing_map").fieldNames()).toIterable().containsExactly("layers", "experts", "tokens",
                "open_ms", "frame_p95_ms");
        assertThat(report.get("routing_map")).allSatisfy(value -> assertThat(value.doubleValue()).isPositive());
        JsonNode comparison = report.get("comparison");
        assertThat(comparison.fieldNames()).toIterable().containsExactly("model", "tokens_ms", "layers_ms", "matrix_ms",
                "beside_ms", "again_ms", "ui_tasks", "layouts", "longest_held_ms", "cursor_frames");
        assertThat(comparison.get("model").textValue()).isEqualTo(model.getFileName().toString());
        for (String time : List.of("tokens_ms", "layers_ms", "matrix_ms", "beside_ms", "again_ms")) {
            assertThat(comparison.get(time).doubleValue()).as(time).isPositive();
        }
        for (String spread : List.of("ui_tasks", "layouts", "cursor_frames")) {
            isSpread(comparison.get(spread));
        }
        assertThat(comparison.get("longest_held_ms").doubleValue()).isEqualTo(Math.max(
                comparison.at("/ui_tasks/max_ms").doubleValue(), comparison.at("/layouts/max_ms").doubleValue()));
        assertThat(comparison.at("/cursor_frames/count").intValue()).isEqualTo(WHEEL_TURNS);
        assertThat(report.get("steps")).allSatisfy(step -> isSpread(step.get("ui_tasks")));
        int inSteps = StreamSupport.stream(report.get("steps").spliterator(), false)
                .mapToInt(step -> step.get("ui_tasks").get("count").intValue()).sum();
        assertThat(report.get("ui_tasks").get("count").intValue()).isGreaterThanOrEqualTo(inSteps);
    }

    private static void isSpread(JsonNode spread) {
        assertThat(spread.fieldNames()).toIterable().containsExactlyElementsOf(SPREAD);
        assertThat(spread.get("count").intValue()).isPositive();
        double[] rising = IntStream.range(1, SPREAD.size()).mapToDouble(at -> spread.get(SPREAD.get(at)).doubleValue())
                .toArray();
        assertThat(rising).isSorted();
    }
}
