package org.sextant.app.cli;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.ProvenanceFile;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.app.compare.LayersPicture;
import org.sextant.app.compare.PositionsPicture;
import org.sextant.app.compare.PromptPicture;

/// What `compare` found.
///
/// @param layers over all texts
/// @param positions of each prompt; none of a corpus
/// @param prompts that they are of
record Compared(LayersPicture layers, List<PositionsPicture> positions, List<LabelledPrompt> prompts) {
    /// What is worth knowing, each once.
    List<String> notes() {
        return Stream.concat(layers.result().notes().stream(),
                positions.stream().flatMap(each -> each.result().notes().stream())).distinct().toList();
    }

    String nameA() {
        return LayersPicture.side(layers.result().provenanceA());
    }

    String nameB() {
        return LayersPicture.side(layers.result().provenanceB());
    }

    /// Of each prompt; none of a corpus.
    List<PromptPicture> pictures() {
        return positions.stream().map(each -> new PromptPicture(each.result(), nameA(), nameB())).toList();
    }

    /// One table, or one a prompt.
    ///
    /// @param numbered whether a first column `prompt` says which prompt a row belongs to
    Stream<DataTable> tables(CompareTable which, boolean numbered) {
        return switch (which) {
            case LAYERS -> Stream.of(layers.layers());
            case MATRIX -> Stream.of(layers.table());
            case POSITIONS, TOKENS, ACTIVATIONS -> IntStream.range(0, positions.size()).mapToObj(prompt -> {
                DataTable table = table(which, positions.get(prompt));
                return numbered ? table.behind("prompt", DataCell.of(prompt)) : table;
            });
        };
    }

    private static DataTable table(CompareTable which, PositionsPicture picture) {
        return switch (which) {
            case TOKENS -> picture.tokens();
            case ACTIVATIONS -> picture.activations();
            case LAYERS, MATRIX, POSITIONS -> picture.positions();
        };
    }

    /// Where each prompt's rows come from.
    List<ProvenanceFile.Source> sources(SeedOption seed) {
        return IntStream.range(0, positions.size()).mapToObj(prompt -> new ProvenanceFile.Source(prompt,
                prompts.get(prompt).label(), seed.into(positions.get(prompt).provenance()))).toList();
    }
}
