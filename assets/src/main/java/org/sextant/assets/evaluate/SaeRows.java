package org.sextant.assets.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;

/// How good the sparse autoencoders are that lie beside a model, on held-out texts.
record SaeRows(OpenModel model, int most) {
    private static final int TEXTS = 200;
    private static final int TOKENS_A_TEXT = 100;

    List<Row> rows() {
        Path saes = model.card().folder().resolve(Evaluation.SAES);
        if (!Files.isDirectory(saes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(saes)) {
            Path texts = Files.createTempFile("sextant-held-out", ".txt");
            try {
                int count = Math.min(most, TEXTS);
                Files.write(texts, IntStream.range(0, count)
                        .mapToObj(i -> HarbourWorld.shipped().heldOutDocument(Course.HARBOUR, i)).toList());
                List<Row> rows = new ArrayList<>();
                for (Path sae : folders.filter(Files::isDirectory).sorted().toList()) {
                    rows.addAll(rows(sae, texts, (long) count * TOKENS_A_TEXT));
                    rows.addAll(new LabelRows(model, most).rows(sae, isMiddle(sae)));
                }
                return rows;
            } finally {
                Files.deleteIfExists(texts);
            }
        } catch (IOException failure) {
            throw new EvaluationException("the texts or the autoencoders cannot be read (" + failure + ")",
                    saes.toString(), "allow reading there, and writing to the folder for temporary files");
        }
    }

    private List<Row> rows(Path folder, Path texts, long tokens) {
        SaeMetrics metrics = model.submit(new SaeMetricsRequest(folder, texts, tokens)).await().metrics();
        String name = "SAE " + folder.getFileName();
        long count = metrics.tokens();
        boolean transcoder = name.contains("-to-");
        return List.of(
                aimed(!transcoder, Row.atLeast(0.95, name, "loss recovered", metrics.lossRecovered(), count)),
                aimed(isMiddle(folder), Row.atLeast(0.85, name, "explained variance", metrics.explainedVariance(),
                        count)),
                aimed(!transcoder, Row.atMost(24, name, "L0 (features a token)", metrics.l0(), count)),
                aimed(!transcoder, Row.atMost(0.1, name, "dead features (share)", metrics.dead(), count)));
    }

    private static Row aimed(boolean aimed, Row row) {
        return aimed ? row : Row.noted(row.task(), row.figure(), row.value(), row.count());
    }

    /// Whether it belongs to neither the first nor the last block.
    private boolean isMiddle(Path folder) {
        String name = folder.getFileName().toString();
        return IntStream.range(1, model.card().layers() - 1)
                .anyMatch(layer -> name.equals("blocks." + layer + ".hook_resid_post"));
    }
}
