package org.sextant.app.shell;

import java.util.List;
import java.util.stream.Collectors;

import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Prediction;

/// The next-token table as text.
final class NextTokens {
    private NextTokens() {}

    /// The table with its header, cells separated by tabs; blanks in tokens are visible, so no cell breaks the table.
    static String tsv(List<Prediction> predictions) {
        return predictions.stream()
                .map(row -> row.rank() + "\t" + row.id() + "\t" + VisibleText.of(row.token()) + "\t" + row.probability()
                        + "\t" + row.logit())
                .collect(Collectors.joining("\n", "rank\tid\ttoken\tprobability\tlogit\n", "\n"));
    }
}
