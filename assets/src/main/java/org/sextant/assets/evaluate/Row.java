package org.sextant.assets.evaluate;

import java.util.Optional;

/// One figure of one task.
///
/// @param task what the model was asked to do, such as `indirect object`
/// @param figure what was measured, with its unit: `accuracy`, `loss (nats per token)`
/// @param value the figure; NaN where it could not be measured, which misses every aim
/// @param aim what it should reach; empty for a figure that only stands beside others, such as a baseline
/// @param count how many prompts or tokens it was measured on
public record Row(String task, String figure, double value, Optional<Aim> aim, long count) {
    /// Which side of an aim is good.
    public enum Side {
        AT_LEAST("≥"), AT_MOST("≤");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /// What a figure should reach.
    public record Aim(Side side, double value) {
        boolean isReachedBy(double figure) {
            return switch (side) {
                case AT_LEAST -> figure >= value;
                case AT_MOST -> figure <= value;
            };
        }
    }

    public static Row atLeast(double aim, String task, String figure, double value, long count) {
        return new Row(task, figure, value, Optional.of(new Aim(Side.AT_LEAST, aim)), count);
    }

    public static Row atMost(double aim, String task, String figure, double value, long count) {
        return new Row(task, figure, value, Optional.of(new Aim(Side.AT_MOST, aim)), count);
    }

    /// A figure without an aim.
    public static Row noted(String task, String figure, double value, long count) {
        return new Row(task, figure, value, Optional.empty(), count);
    }

    /// Whether the aim is reached; true without an aim.
    public boolean ok() {
        return aim.map(wanted -> wanted.isReachedBy(value)).orElse(true);
    }
}
