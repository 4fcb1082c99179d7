package org.sextant.app.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Settings that change step by step, a line each. Where a setting stays as it is, nothing is kept, so that thousands of
/// steps cost no more than their changes. Lives on one thread.
public final class Tracks {
    private static final int LEAST_SPAN = 64;

    private final int expected;
    private final List<Line> lines = new ArrayList<>();
    private int size;

    /// @param expected how many steps there will be at most
    public Tracks(int expected) {
        this.expected = expected;
    }

    /// One setting at one step.
    ///
    /// @param name which of them; those of the same name are told apart by their order
    /// @param colour which colour of the categories, from 0
    /// @param value what it is set to
    /// @param neutral the value that does nothing
    public record Setting(String name, int colour, double value, double neutral) {}

    /// A stretch of steps with the same value; it ends where the next begins.
    ///
    /// @param first its first step
    /// @param value NaN where the line has a gap
    public record Stretch(int first, double value) {}

    /// One setting over all steps.
    public static final class Line {
        private final String name;
        private final double neutral;
        private final List<Stretch> stretches = new ArrayList<>();
        private int colour;
        private double reach;

        private Line(String name, double neutral) {
            this.name = name;
            this.neutral = neutral;
        }

        public String name() {
            return name;
        }

        /// Which colour of the categories, from 0.
        public int colour() {
            return colour;
        }

        /// The value that does nothing.
        public double neutral() {
            return neutral;
        }

        /// Its stretches in their order, of which the first begins with the line.
        public List<Stretch> stretches() {
            return List.copyOf(stretches);
        }

        /// How far a value lies from the one that does nothing, by the farthest so far: from -1 to 1.
        public double height(double value) {
            return reach == 0 ? 0 : (value - neutral) / reach;
        }

        /// Its value at a step; NaN where it has none.
        double at(int step) {
            double value = Double.NaN;
            for (Stretch stretch : stretches) {
                if (stretch.first() > step) {
                    break;
                }
                value = stretch.value();
            }
            return value;
        }

        private void set(int step, double value) {
            if (stretches.isEmpty() || Double.compare(stretches.getLast().value(), value) != 0) {
                stretches.add(new Stretch(step, value));
            }
            if (!Double.isNaN(value)) {
                reach = Math.max(reach, Math.abs(value - neutral));
            }
        }
    }

    /// Adds a step. A line whose setting is not among these has a gap here.
    public void add(List<Setting> settings) {
        Map<String, Integer> seen = new HashMap<>();
        Set<Line> told = new HashSet<>();
        for (Setting setting : settings) {
            int nth = seen.merge(setting.name(), 1, Integer::sum);
            Line line = line(setting, nth);
            line.colour = setting.colour();
            line.set(size, setting.value());
            told.add(line);
        }
        lines.stream().filter(line -> !told.contains(line)).forEach(line -> line.set(size, Double.NaN));
        size++;
    }

    private Line line(Setting setting, int nth) {
        return lines.stream().filter(each -> each.name.equals(setting.name())).skip(nth - 1L).findFirst()
                .orElseGet(() -> {
                    var added = new Line(setting.name(), setting.neutral());
                    lines.add(added);
                    return added;
                });
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /// How many steps there are.
    public int size() {
        return size;
    }

    /// How many steps to leave room for: the room doubles when it is full, up to what is expected.
    public int span() {
        int room = LEAST_SPAN;
        while (room < size) {
            room *= 2;
        }
        return Math.max(size, Math.min(room, expected));
    }

    /// What a step's settings are, in a line each: `calm = 2`.
    public List<String> describe(int step) {
        return lines.stream().filter(line -> !Double.isNaN(line.at(step)))
                .map(line -> line.name + " = " + Numbers.brief(line.at(step))).toList();
    }
}
