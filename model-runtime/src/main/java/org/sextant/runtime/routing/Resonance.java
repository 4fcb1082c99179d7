package org.sextant.runtime.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Token resonance imaging: which experts have more to do with one class of prompts than with the rest
/// (METHODS.md 3.3, arXiv 2502.11096). Plain Java, quick enough to be made anew when a prompt changes its class.
public final class Resonance {
    private final int experts;
    private final Group target;
    private final Group rest;
    private final double[] delta;

    /// @param experts of a layer
    /// @param target `[layer · expert]` loads of each prompt of the class, row-major; one prompt at least
    /// @param rest loads of each other prompt; one at least
    /// @throws IllegalArgumentException if a group is empty or loads differ in size
    public Resonance(int experts, List<float[]> target, List<float[]> rest) {
        if (target.isEmpty() || rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "each class needs a prompt: " + target.size() + " and " + rest.size());
        }
        this.experts = experts;
        this.target = new Group(target);
        this.rest = new Group(rest);
        if (this.target.mean.length != this.rest.mean.length || this.target.mean.length % experts != 0) {
            throw new IllegalArgumentException("loads of " + this.target.mean.length + " and " + this.rest.mean.length
                    + " experts, in layers of " + experts);
        }
        this.delta = difference(this.target.mean, this.rest.mean);
    }

    /// Loads of one class.
    private static final class Group {
        private final List<float[]> loads;
        private final double[] mean;
        private final double[] variance;

        Group(List<float[]> loads) {
            this.loads = List.copyOf(loads);
            this.mean = mean(loads, IntStream.range(0, loads.size()).toArray());
            this.variance = new double[mean.length];
            for (float[] load : loads) {
                for (int i = 0; i < variance.length; i++) {
                    variance[i] += (load[i] - mean[i]) * (load[i] - mean[i]) / (loads.size() - 1);
                }
            }
        }

        private static double[] mean(List<float[]> loads, int[] drawn) {
            double[] mean = new double[loads.getFirst().length];
            for (int index : drawn) {
                float[] load = loads.get(index);
                if (load.length != mean.length) {
                    throw new IllegalArgumentException("loads of " + mean.length + " and " + load.length + " experts");
                }
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += load[i];
                }
            }
            for (int i = 0; i < mean.length; i++) {
                mean[i] /= drawn.length;
            }
            return mean;
        }

        /// The mean of as many prompts, drawn with replacement.
        double[] resampled(SplittableRandom random) {
            return mean(loads, random.ints(loads.size(), 0, loads.size()).toArray());
        }

        /// Squared standard error of the mean.
        double error(int cell) {
            return variance[cell] / loads.size();
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /// Layers with experts.
    public int layers() {
        return delta.length / experts;
    }

    /// Experts of a layer.
    public int experts() {
        return experts;
    }

    /// Mean load in the class − mean load in the rest.
    ///
    /// @param row of the layer, counted among those with experts
    public double delta(int row, int expert) {
        return delta[row * experts + expert];
    }

    /// Mean load in the class.
    public double targetMean(int row, int expert) {
        return target.mean[row * experts + expert];
    }

    /// Mean load in the rest.
    public double restMean(int row, int expert) {
        return rest.mean[row * experts + expert];
    }

    /// `Δ / √(var_target / N_target + var_rest / N_rest)` with unbiased variances; 0 where the means are equal, NaN where
    /// a class has one prompt, so that nothing is known of its variance.
    public double z(int row, int expert) {
        int cell = row * experts + expert;
        return delta[cell] == 0 ? 0 : delta[cell] / Math.sqrt(target.error(cell) + rest.error(cell));
    }

    /// `(target − rest) / (target + rest)`, from −1 to 1; 0 where neither has any.
    public double ratio(int row, int expert) {
        double sum = targetMean(row, expert) + restMean(row, expert);
        return sum == 0 ? 0 : delta(row, expert) / sum;
    }

    /// By what experts are put in order.
    public enum Order {
        /// The difference of the means.
        DELTA,
        /// The difference in units of its standard error.
        Z,
        /// The difference as a share of the sum.
        RATIO;

        /// `delta`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An expert in the order.
    ///
    /// @param row of its layer, counted among those with experts
    /// @param expert its number
    public record Place(int row, int expert) {}

    /// The value that an order goes by.
    public double value(Order order, int row, int expert) {
        return switch (order) {
            case DELTA -> delta(row, expert);
            case Z -> z(row, expert);
            case RATIO -> ratio(row, expert);
        };
    }

    /// All experts, the most resonant first; what is not a number comes last.
    public List<Place> ranked(Order order) {
        double[] values = new double[delta.length];
        for (int cell = 0; cell < values.length; cell++) {
            double value = value(order, cell / experts, cell % experts);
            values[cell] = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        }
        return IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble((Integer cell) -> values[cell]).reversed())
                .map(cell -> new Place(cell / experts, cell % experts)).toList();
    }

    /// How far the differences would be others with other prompts: both classes are drawn anew with replacement.
    ///
    /// @param resamples how often, 2 at least
    /// @param top experts that are watched for being among the most resonant ones, by difference
    public Stability stability(int resamples, int top, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] among = new int[delta.length];
        List<float[]> draws = new ArrayList<>();
        for (int draw = 0; draw < resamples; draw++) {
            double[] drawn = difference(target.resampled(random), rest.resampled(random));
            double least = least(drawn, top);
            float[] kept = new float[drawn.length];
            for (int cell = 0; cell < drawn.length; cell++) {
                among[cell] += drawn[cell] >= least ? 1 : 0;
                kept[cell] = (float) drawn[cell];
            }
            draws.add(kept);
        }
        return new Stability(experts, among, draws);
    }

    /// The smallest of the `top` largest values.
    private static double least(double[] values, int top) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, sorted.length - top)];
    }

    /// What resamples say.
    public static final class Stability {
        private final int experts;
        private final int[] among;
        private final List<float[]> draws;

        private Stability(int experts, int[] among, List<float[]> draws) {
            this.experts = experts;
            this.among = among;
            this.draws = draws;
        }

        /// The share of resamples in which the expert is among the most resonant.
        public double share(int row, int expert) {
            return (double) among[row * experts + expert] / draws.size();
        }

        /// A quantile of the difference over resamples, by the nearest rank.
        ///
        /// @param share from 0 to 1
        public double quantile(int row, int expert, double share) {
            float[] values = new float[draws.size()];
            for (int draw = 0; draw < values.length; draw++) {
                values[draw] = draws.get(draw)[row * experts + expert];
            }
            Arrays.sort(values);
            return values[(int) Math.round(share * (values.length - 1))];
        }
    }
}
