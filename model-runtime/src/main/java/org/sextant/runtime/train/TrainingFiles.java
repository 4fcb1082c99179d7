package org.sextant.runtime.train;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.model.family.Blueprint;
import org.sextant.runtime.tensor.AdamStep;
import org.sextant.runtime.tensor.NativeMemory;

/// The files of a training in its folder: the state to go on from, the curve, and the model that comes of it. Each
/// appears under its name only once it is whole, so a full disk leaves the last one.
final class TrainingFiles {
    /// Weights and the means of AdamW in float32, the step, and the plan's mark.
    static final String STATE = "training.safetensors";
    private static final String MODEL = "model.safetensors";
    private static final String WEIGHT = "weight.";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";
    private static final String STEP = "step";
    private static final String TOKENS = "tokens";
    private static final String PLAN = "plan";

    private final Path folder;
    private final Blueprint blueprint;

    TrainingFiles(Path folder, Blueprint blueprint) {
        this.folder = folder;
        this.blueprint = blueprint;
    }

    /// How far a training has come.
    ///
    /// @param step steps that have been taken
    /// @param tokens predicted in them
    record Progress(long step, long tokens) {
        static final Progress NONE = new Progress(0, 0);
    }

    /// A saved state, open for reading.
    record Saved(Progress progress, SafetensorsFile file) {
        float[] weight(Blueprint.Slot slot) {
            return values(WEIGHT + slot.name());
        }

        /// @param shape of the weight
        /// @param manager owns the two means of AdamW
        AdamStep.Means means(Blueprint.Slot slot, Shape shape, NDManager manager) {
            return new AdamStep.Means(manager.create(values(FIRST + slot.name()), shape),
                    manager.create(values(SECOND + slot.name()), shape));
        }

        private float[] values(String name) {
            return file.bytes(name).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        }
    }

    /// The saved state; empty where there is none.
    ///
    /// @param arena holds the file open
    /// @throws TrainException if it belongs to another plan or model, or is damaged
    Optional<Saved> saved(TrainingPlan plan, Arena arena) {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SafetensorsFile state = SafetensorsFile.map(file, arena);
        boolean complete = state.entry(STEP).isPresent() && state.entry(TOKENS).isPresent()
                && state.entry(PLAN).isPresent() && blueprint.slots().stream().allMatch(slot -> has(state, slot));
        if (!complete || number(state, PLAN) != mark(plan)) {
            throw new TrainException("the saved state is of another training", "in " + file,
                    "train in another folder, or delete the state to begin anew");
        }
        return Optional.of(new Saved(new Progress(number(state, STEP), number(state, TOKENS)), state));
    }

    private boolean has(SafetensorsFile state, Blueprint.Slot slot) {
        List<Long> shape = LongStream.of(slot.parameter().shape(blueprint.spec()).getShape()).boxed().toList();
        return List.of(WEIGHT, FIRST, SECOND).stream().allMatch(
                prefix -> state.entry(prefix + slot.name()).map(TensorEntry::shape).filter(shape::equals).isPresent());
    }

    private static long number(SafetensorsFile state, String name) {
        MemorySegment bytes = state.bytes(name);
        return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
    }

    /// Tells plans apart; a training may be given more steps, and goes on along the new course of the rate.
    private static long mark(TrainingPlan plan) {
        String text = plan.seed() + " " + plan.batchTokens() + " " + plan.longest() + " " + plan.threads();
        return text.hashCode();
    }

    /// Keeps the state and the curve up to it.
    ///
    /// @throws TrainException if they cannot be written; the state before is then still there
    void save(TrainingPlan plan, Progress progress, TrainableWeights weights, AdamW optimizer, LossCurve curve) {
        write(folder.resolve(LossCurve.FILE), curve.csv());
        SafetensorsWriter state = new SafetensorsWriter().add(STEP, new long[]{progress.step()}, 1)
                .add(TOKENS, new long[]{progress.tokens()}, 1).add(PLAN, new long[]{mark(plan)}, 1);
        weights.forEach((slot, weight) -> {
            AdamStep.Means means = optimizer.means(slot);
            add(state, WEIGHT + slot.name(), weight);
            add(state, FIRST + slot.name(), means.first());
            add(state, SECOND + slot.name(), means.second());
        });
        write(folder.resolve(STATE), state);
    }

    private static void add(SafetensorsWriter file, String name, NDArray values) {
        file.add(name, NativeMemory.floats(values), NativeMemory.shape(values));
    }

    /// Writes the model as others read it, in float16, under the names of its family.
    ///
    /// @param target the folder, which has or gets config and tokenizer of its own
    void writeModel(Path target, TrainableWeights weights) {
        SafetensorsWriter model = new SafetensorsWriter().metadata("format", "pt");
        weights.forEach((slot, weight) -> {
            try (NDArray stored = slot.transposed() ? weight.transpose() : weight.reshape(weight.getShape())) {
                model.addHalf(slot.name(), NativeMemory.floats(stored), NativeMemory.shape(stored));
            }
        });
        write(target.resolve(MODEL), model);
    }

    private static void write(Path file, SafetensorsWriter content) {
        try {
            content.writeTo(file);
        } catch (CheckpointException failure) {
            throw failure.getCause() instanceof IOException io ? TrainException.writing(file, io) : failure;
        }
    }

    private static void write(Path file, String content) {
        try {
            WholeFile.writeString(file, content);
        } catch (IOException failure) {
            throw TrainException.writing(file, failure);
        }
    }
}
