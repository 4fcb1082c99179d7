package org.sextant.assets.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.steering.Ablation;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// A steering vector that ships with a demo model, and how it is meant to be used, which its file notes.
///
/// @param name such as `sentiment`
/// @param vector from the class that is not `label` to the one that is
/// @param label the class that it leads to
/// @param layers where it acts best, each with its own direction
/// @param coefficient how much of it is added at each of them
public record BundledVector(String name, SteeringVector vector, String label, List<Integer> layers,
        double coefficient) {
    /// Where they lie in the model's folder.
    public static final String FOLDER = "vectors";
    public static final String ENDING = ".safetensors";
    /// Keys of the file's metadata.
    public static final String LABEL = "leads_to";
    public static final String LAYERS = "layers";
    public static final String COEFFICIENT = "coefficient";

    /// The vectors in a model's folder, by name.
    ///
    /// @throws SteeringException if a file does not say how it is to be used
    static List<BundledVector> in(Path model) {
        Path folder = model.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().map(BundledVector::of).toList();
        } catch (IOException failure) {
            throw new EvaluationException("the vectors cannot be read (" + failure + ")", folder.toString(),
                    "give this user the right to read the folder");
        }
    }

    private static BundledVector of(Path file) {
        String name = file.getFileName().toString();
        SteeringVector vector = VectorFile.read(file);
        Map<String, String> about = vector.about();
        String layers = about.getOrDefault(LAYERS, "");
        String coefficient = about.getOrDefault(COEFFICIENT, "");
        if (!layers.matches("\\d{1,5}(,\\d{1,5})*") || !coefficient.matches("\\d+(\\.\\d+)?")) {
            throw new SteeringException("the file does not say at which layers and how strongly its vector is used",
                    "in " + file, "make it with its recipe");
        }
        return new BundledVector(name.substring(0, name.length() - ENDING.length()), vector,
                about.getOrDefault(LABEL, ""), numbers(layers), Double.parseDouble(coefficient));
    }

    private static List<Integer> numbers(String list) {
        return Pattern.compile(",").splitAsStream(list).map(Integer::valueOf).toList();
    }

    /// Adds it so that a text of this class becomes one of the other.
    public SteeringPlan against(String otherLabel) {
        return with(vector::at, otherLabel);
    }

    private SteeringPlan with(IntFunction<float[]> direction, String otherLabel) {
        double signed = otherLabel.equals(label) ? -coefficient : coefficient;
        return new SteeringPlan(layers.stream().map(layer -> Edit.add(new Site(vector.site(), layer).name(),
                direction.apply(layer), signed)).toList());
    }

    /// As [#against], with directions drawn by chance, of the same lengths.
    SteeringPlan randomAgainst(String otherLabel, long seed) {
        Random random = new Random(seed);
        return with(layer -> randomLike(vector.at(layer), random), otherLabel);
    }

    private static float[] randomLike(float[] direction, Random random) {
        float[] other = new float[direction.length];
        for (int i = 0; i < other.length; i++) {
            other[i] = (float) random.nextGaussian();
        }
        double factor = SteeringVector.norm(direction) / SteeringVector.norm(other);
        for (int i = 0; i < other.length; i++) {
            other[i] *= (float) factor;
        }
        return other;
    }

    /// Removes the direction of its first layer wherever a block reads or writes the residual stream (METHODS.md 4.6).
    ///
    /// @param blocks of the model
    public SteeringPlan removed(int blocks) {
        return Ablation.everywhere(vector.at(layers.getFirst()), blocks);
    }

    /// As [#removed], with a direction drawn by chance.
    SteeringPlan randomRemoved(int blocks, long seed) {
        return Ablation.everywhere(randomLike(vector.at(layers.getFirst()), new Random(seed)), blocks);
    }

    /// Seeds of the random directions that stand beside it.
    static IntStream randomSeeds() {
        return IntStream.range(0, 5);
    }
}
