package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringRow.Part;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorEdit;

/// Rows as they are put on the board: where they change nothing.
final class NewRows {
    /// What a vector's file may say of how it is used.
    private static final String LAYERS = "layers";
    private static final String COEFFICIENT = "coefficient";
    private static final String OPERATION = "operation";
    private static final double ROOM = 1.5;

    private NewRows() {}

    /// A vector at its layers. Those that its file recommends are on; without a recommendation, all.
    static SteeringRow vector(String name, SteeringVector vector) {
        return vector(name, vector, _ -> Optional.empty());
    }

    /// The same, where it can be switched to affine editing.
    ///
    /// @param negativeMean of a layer
    static SteeringRow vector(String name, SteeringVector vector, IntFunction<Optional<List<Float>>> negativeMean) {
        Set<Integer> recommended = recommended(vector);
        List<Part> parts = new ArrayList<>();
        vector.byLayer().forEach((layer, numbers) -> parts.add(new Part(
                edit("blocks." + layer + "." + vector.site().suffix(), operation(vector), numbers,
                        negativeMean.apply(layer)),
                recommended.isEmpty() || recommended.contains(layer))));
        return new SteeringRow(name, 0, false, false, parts, List.of());
    }

    /// How far the slider of a vector should go, where its file says how strongly it is used.
    static double reach(SteeringVector vector) {
        String coefficient = vector.about().getOrDefault(COEFFICIENT, "");
        return coefficient.matches("-?\\d{1,6}(\\.\\d{1,9})?") ? ROOM * Math.abs(Double.parseDouble(coefficient)) : 0;
    }

    private static Edit edit(String site, Operation operation, float[] numbers, Optional<List<Float>> negativeMean) {
        return new VectorEdit(site, operation, boxed(numbers), negativeMean, 0, Positions.ALL);
    }

    private static List<Float> boxed(float[] numbers) {
        Float[] boxed = new Float[numbers.length];
        Arrays.setAll(boxed, i -> numbers[i]);
        return List.of(boxed);
    }

    private static Set<Integer> recommended(SteeringVector vector) {
        String layers = vector.about().getOrDefault(LAYERS, "");
        return layers.matches("\\d{1,5}(,\\d{1,5})*")
                ? Stream.of(layers.split(",")).map(Integer::valueOf)
                        .filter(layer -> vector.byLayer().containsKey(layer))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /// What the file says is done with the vector; affine would need a mean that it does not hold.
    private static Operation operation(SteeringVector vector) {
        String said = vector.about().getOrDefault(OPERATION, Operation.ADD.id());
        return Stream.of(Operation.ADD_NORMALISED, Operation.ABLATE).filter(each -> each.id().equals(said)).findFirst()
                .orElse(Operation.ADD);
    }

    static SteeringRow head(int layer, int head) {
        return SteeringRow.of("L" + layer + " H" + head, 0,
                List.of(new HeadEdit("blocks." + layer + ".attn.hook_z", head, 1, Positions.ALL)));
    }

    static SteeringRow feature(SaeCard sae, int feature) {
        return SteeringRow.of("feature " + feature, 0, List.of(
                new FeatureEdit(sae.site(), Operation.ADD_FEATURE, sae.folder(), feature, 0, Positions.ALL)));
    }

    static SteeringRow expert(int layer, int expert) {
        return new SteeringRow("L" + layer + " E" + expert, 0, false, false, List.of(),
                List.of(new ExpertGain(layer, expert, 1, ExpertGain.Mode.MASK)));
    }
}
