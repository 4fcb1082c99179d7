package org.sextant.app.steering;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import org.sextant.app.state.SiteName;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringRow.Part;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorEdit;

/// A vector that can be swept: that of a slider, or one that has just been made.
///
/// @param row its slider, or what would become one
/// @param onBoard whether the slider is there
record SweepSource(SteeringRow row, boolean onBoard) {
    /// Whether a slider is about one vector in the blocks that can be added or taken away at any strength.
    static boolean canBeSwept(SteeringRow row) {
        RowEdits edits = new RowEdits(row);
        return !row.parts().isEmpty() && edits.kind() == RowEdits.Kind.VECTOR
                && edits.operation().filter(each -> each != Operation.AFFINE).isPresent() && kind(row).isPresent()
                && row.parts().stream().allMatch(part -> layer(part).isPresent());
    }

    private static Optional<SiteKind> kind(SteeringRow row) {
        List<String> suffixes = row.parts().stream().map(part -> SiteName.parse(part.edit().site()).suffix()).distinct()
                .toList();
        return suffixes.size() == 1
                ? List.of(SiteKind.values()).stream().filter(kind -> kind.suffix().equals(suffixes.getFirst()))
                        .findFirst()
                : Optional.empty();
    }

    private static OptionalInt layer(Part part) {
        return SiteName.parse(part.edit().site()).layer();
    }

    /// What the person reads.
    String label() {
        return onBoard ? row.name() : row.name() + " (just made)";
    }

    /// The blocks that it has a direction for.
    List<Integer> layers() {
        return new RowEdits(row).layers();
    }

    Operation operation() {
        return new RowEdits(row).operation().orElseThrow();
    }

    SteeringVector vector() {
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        for (Part part : row.parts()) {
            if (part.edit() instanceof VectorEdit edit) {
                float[] numbers = new float[edit.vector().size()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = edit.vector().get(i);
                }
                layers.put(layer(part).orElseThrow(), numbers);
            }
        }
        return new SteeringVector(kind(row).orElseThrow(), layers, Map.of());
    }

    /// Whether a slider is about this vector, whatever it does with it and wherever it stands.
    boolean isOf(SteeringRow other) {
        return new RowEdits(other).directions().equals(new RowEdits(row).directions());
    }
}
