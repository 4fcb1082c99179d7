package org.sextant.app.steering;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.sextant.app.view.Sentence;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.SteeringFit;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

/// What becomes of the sliders about experts: which are left out, and what is done otherwise than they ask.
///
/// @param rows the sliders
/// @param problems why each is left out
/// @param notes what of each is done otherwise
record ExpertNotes(List<SteeringRow> rows, List<Optional<SextantException>> problems, List<Optional<String>> notes) {
    static ExpertNotes of(SteeringSet set, ModelCard card) {
        var experts = new SteeringSet(set.rows().stream().map(ExpertNotes::withoutEdits).toList(), set.gain());
        var fit = new SteeringFit(card, folder -> {
            throw new IllegalStateException("no edit is left that would need " + folder);
        });
        return new ExpertNotes(experts.rows(), fit.problems(experts), fit.notes(experts));
    }

    private static SteeringRow withoutEdits(SteeringRow row) {
        return new SteeringRow(row.name(), row.colour(), row.muted(), row.solo(), List.of(), row.experts());
    }

    /// Of the lowest slider about an expert, which is the one that holds; empty where all is done as it asks.
    Optional<String> about(int layer, int expert) {
        return IntStream.range(0, rows.size()).boxed()
                .filter(row -> rows.get(row).experts().stream()
                        .anyMatch(each -> each.layer() == layer && each.expert() == expert))
                .reduce((_, lower) -> lower)
                .flatMap(row -> problems.get(row)
                        .map(why -> "Left out: " + why.what() + " " + why.where() + ". " + Sentence.of(why.remedy()))
                        .or(() -> notes.get(row).map(Sentence::of)));
    }
}
