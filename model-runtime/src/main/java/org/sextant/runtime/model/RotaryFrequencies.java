package org.sextant.runtime.model;

import java.util.List;
import java.util.stream.IntStream;

/// Inverse frequencies of rotary embeddings, one a pair: `f_i = θ^(−2i/r)` for i < r/2, scaled as the family says. For
/// some scalings they depend on how long the sequence is by now.
public sealed interface RotaryFrequencies {
    /// The inverse frequencies of a sequence.
    ///
    /// @param length tokens so far
    List<Double> at(int length);

    /// Whether a sequence that grows from one length to another keeps its table. Where it does not, what was cached
    /// under the old one is outdated.
    default boolean sameTable(int length, int longer) {
        return true;
    }

    /// The same at every length.
    ///
    /// @param values one a pair
    record Fixed(List<Double> values) implements RotaryFrequencies {
        public Fixed {
            values = List.copyOf(values);
        }

        @Override
        public List<Double> at(int length) {
            return values;
        }
    }

    /// One table up to a length, another beyond it (longrope).
    ///
    /// @param limit the last length of the first table
    record TwoTables(List<Double> upTo, List<Double> beyond, int limit) implements RotaryFrequencies {
        public TwoTables {
            upTo = List.copyOf(upTo);
            beyond = List.copyOf(beyond);
        }

        @Override
        public List<Double> at(int length) {
            return length > limit ? beyond : upTo;
        }

        @Override
        public boolean sameTable(int length, int longer) {
            return length > limit == longer > limit;
        }
    }

    /// A base that grows with the sequence beyond the trained context (dynamic NTK):
    /// `θ' = θ (factor s/m − (factor − 1))^(r/(r−2))` for s > m.
    ///
    /// @param theta base within the trained context
    /// @param width rotated entries of a head, r
    /// @param factor how much longer sequences may become
    /// @param trained the trained context m in tokens
    record Dynamic(double theta, int width, double factor, int trained) implements RotaryFrequencies {
        @Override
        public List<Double> at(int length) {
            double stretch = factor * Math.max(length, trained) / trained - (factor - 1);
            return powers(theta * Math.pow(stretch, width / (width - 2.0)), width);
        }

        @Override
        public boolean sameTable(int length, int longer) {
            return Math.max(length, trained) == Math.max(longer, trained);
        }
    }

    /// `θ^(−2i/r)`.
    ///
    /// @param width rotated entries of a head, r
    static List<Double> powers(double theta, int width) {
        return IntStream.range(0, width / 2).mapToObj(i -> Math.pow(theta, -2.0 * i / width)).toList();
    }
}
