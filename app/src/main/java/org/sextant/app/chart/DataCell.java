package org.sextant.app.chart;

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/// One cell of a [DataTable].
public sealed interface DataCell {
    /// Words.
    record Text(String value) implements DataCell {
        @Override
        public String text() {
            return value;
        }

        @Override
        public Object json() {
            return value;
        }
    }

    /// A count or a position.
    record Whole(long value) implements DataCell {
        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public Object json() {
            return value;
        }
    }

    /// A measured value.
    ///
    /// @param value a [Float] or a [Double]
    record Real(Number value) implements DataCell {
        /// The shortest text that gives the same value again; `NaN` where it is no number.
        @Override
        public String text() {
            return value.toString();
        }

        @Override
        public @Nullable Object json() {
            return Double.isFinite(value.doubleValue()) ? value : null;
        }
    }

    /// Nothing, where a row has no such value.
    record Empty() implements DataCell {
        @Override
        public String text() {
            return "";
        }

        @Override
        public @Nullable Object json() {
            return null;
        }
    }

    /// As CSV writes it.
    String text();

    /// As JSON writes it: a text, a number, or null.
    @Nullable
    Object json();

    static DataCell of(String text) {
        return new Text(text);
    }

    static DataCell of(int value) {
        return new Whole(value);
    }

    static DataCell of(float value) {
        return new Real(value);
    }

    static DataCell of(double value) {
        return new Real(value);
    }

    static DataCell of(OptionalInt value) {
        return value.isPresent() ? of(value.getAsInt()) : new Empty();
    }
}
