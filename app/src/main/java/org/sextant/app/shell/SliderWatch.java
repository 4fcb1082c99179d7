package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Scene;

import org.sextant.app.steering.NextTokens;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

/// Moves a slider and sees how long the table of next tokens takes to follow: from the move to the pulse that lays out
/// what it made. A move that a newer one overtakes has no answer and no time.
final class SliderWatch {
    private final Workbench bench;
    private final Map<String, Long> movedAt = new HashMap<>();
    private final List<Long> unpainted = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private String newest = "";
    private String shown = "";

    SliderWatch(Workbench bench, Scene scene) {
        this.bench = bench;
        bench.nextTokens().shownProperty().subscribe(this::see);
        scene.addPostLayoutPulseListener(this::painted);
    }

    /// Sets the slider of a vector that is added at the middle block.
    void move(double coefficient) {
        ModelCard card = bench.workspace().modelProperty().get().orElseThrow().card();
        float[] vector = new float[card.dModel()];
        Arrays.fill(vector, 0.1f);
        Edit edit = Edit.add("blocks." + card.layers() / 2 + ".hook_resid_pre", vector, coefficient);
        SteeringSet set = new SteeringSet(List.of(SteeringRow.of("measured", 0, List.of(edit))), 1);
        newest = set.plan().summaries().getFirst();
        movedAt.put(newest, System.nanoTime());
        bench.workspace().steeringProperty().set(set);
    }

    private void see(NextTokens next) {
        if (next instanceof NextTokens.Steered steered) {
            steered.result().provenance().settings().stream().filter(movedAt::containsKey).findFirst()
                    .ifPresent(summary -> {
                        shown = summary;
                        unpainted.add(Objects.requireNonNull(movedAt.get(summary)));
                    });
        }
    }

    private void painted() {
        unpainted.forEach(start -> nanos.add(System.nanoTime() - start));
        unpainted.clear();
    }

    /// From a move to its picture, in nanoseconds, for each that was shown.
    long[] nanos() {
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    int moves() {
        return movedAt.size();
    }

    /// Whether what was shown last is the last move's.
    boolean lastShown() {
        return !newest.isEmpty() && shown.equals(newest);
    }
}
