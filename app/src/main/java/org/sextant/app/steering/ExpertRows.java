package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.sextant.app.state.Workspace;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

/// Experts on the slider board, as other views change them. Every change can be taken back in one step.
public final class ExpertRows {
    private final Workspace workspace;

    public ExpertRows(Workspace workspace) {
        this.workspace = workspace;
    }

    /// What the weight of an expert is multiplied by now; 1 where no slider that acts is about it.
    public double gain(int layer, int expert) {
        return slider(layer, expert).map(ExpertGain::gain).orElse(1.0);
    }

    /// What is done with an expert now; empty where no slider that acts is about it.
    public Optional<ExpertGain> slider(int layer, int expert) {
        List<ExpertGain> all = set().plan().experts();
        return all.stream().filter(each -> each.layer() == layer && each.expert() == expert)
                .reduce((_, later) -> later);
    }

    /// What there is to say of what the sliders do with an expert; empty where there is nothing.
    public String note(ModelCard card, int layer, int expert) {
        return ExpertNotes.of(set(), card).about(layer, expert)
                .or(() -> slider(layer, expert).filter(each -> each.mode() == ExpertGain.Mode.FORCE)
                        .map(_ -> "Forced: every token gets it."))
                .orElse("");
    }

    /// Gives an expert a row of its own with this gain, or moves the slider of the row that it has. Of two rows about an
    /// expert the lower one holds: where another stands below, its own goes to the end.
    public void set(ExpertGain gain) {
        List<SteeringRow> rows = new ArrayList<>(set().rows());
        int own = own(rows, gain);
        SteeringRow next = row(gain, rows, own);
        boolean overruled = own >= 0 && rows.subList(own + 1, rows.size()).stream()
                .anyMatch(row -> row.experts().stream().anyMatch(each -> isSame(each, gain)));
        if (own >= 0 && !overruled) {
            rows.set(own, next);
        } else {
            if (own >= 0) {
                rows.remove(own);
            }
            rows.add(next);
        }
        change(rows);
    }

    private static SteeringRow row(ExpertGain gain, List<SteeringRow> rows, int own) {
        SteeringRow before = own >= 0
                ? rows.get(own)
                : new RowEdits(NewRows.expert(gain.layer(), gain.expert())).coloured(RowEdits.freeColour(rows));
        return new SteeringRow(before.name(), before.colour(), false, before.solo(), before.parts(), List.of(gain));
    }

    /// Takes away the row that is about this expert alone, if there is one.
    public void forget(int layer, int expert) {
        List<SteeringRow> rows = new ArrayList<>(set().rows());
        int own = own(rows, ExpertGain.off(layer, expert));
        if (own >= 0) {
            rows.remove(own);
            change(rows);
        }
    }

    /// Puts several experts under one slider.
    public void add(String name, List<ExpertGain> gains) {
        if (!gains.isEmpty()) {
            List<SteeringRow> rows = new ArrayList<>(set().rows());
            rows.add(new SteeringRow(name, RowEdits.freeColour(rows), false, false, List.of(), gains));
            change(rows);
        }
    }

    private static int own(List<SteeringRow> rows, ExpertGain gain) {
        for (int index = rows.size() - 1; index >= 0; index--) {
            SteeringRow row = rows.get(index);
            if (row.parts().isEmpty() && row.experts().size() == 1 && isSame(row.experts().getFirst(), gain)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isSame(ExpertGain one, ExpertGain other) {
        return one.layer() == other.layer() && one.expert() == other.expert();
    }

    private SteeringSet set() {
        return workspace.steeringProperty().get();
    }

    private void change(List<SteeringRow> rows) {
        workspace.steeringHistory().change(new SteeringSet(rows, rows.isEmpty() ? 1 : set().gain()));
    }
}
