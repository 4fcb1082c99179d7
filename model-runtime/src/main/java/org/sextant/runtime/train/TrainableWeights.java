package org.sextant.runtime.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Weights;
import org.sextant.runtime.model.family.Blueprint;

/// Weights in float32 that want gradients, on a manager of their own.
final class TrainableWeights implements Weights {
    private record Place(Parameter parameter, int layer, int expert) {}

    private final Map<Place, NDArray> byPlace = new LinkedHashMap<>();
    private final Map<Blueprint.Slot, NDArray> bySlot = new LinkedHashMap<>();

    TrainableWeights(Blueprint blueprint, InitialWeights values, NDManager manager) {
        for (Blueprint.Slot slot : blueprint.slots()) {
            NDArray weight = manager.create(values.of(blueprint.spec(), slot),
                    slot.parameter().shape(blueprint.spec()));
            weight.setRequiresGradient(true);
            byPlace.put(new Place(slot.parameter(), slot.layer(), slot.expert()), weight);
            bySlot.put(slot, weight);
        }
    }

    @Override
    public Optional<NDArray> find(Parameter parameter, int layer, int expert) {
        return Optional.ofNullable(byPlace.get(new Place(parameter, layer, expert)));
    }

    void forEach(BiConsumer<Blueprint.Slot, NDArray> action) {
        bySlot.forEach(action);
    }
}
