package org.sextant.app.steering;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.sextant.app.chart.Numbers;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringRow;

/// A row in words.
public final class RowText {
    private RowText() {}

    /// `add · L2–4`, and the positions where these are not all.
    static String about(RowEdits row) {
        String what = row.operation().map(RowText::operation).orElse(row.isForced() ? "force" : "expert");
        String where = row.positions().filter(positions -> positions.kind() != Positions.Kind.ALL)
                .map(positions -> " · " + positions(positions)).orElse("");
        return what + layers(row) + where;
    }

    /// `calm +2`, for where there is no room for a slider.
    static String brief(RowEdits row) {
        String state = row.row().muted() ? " (muted)" : row.row().solo() ? " (solo)" : "";
        return row.row().name() + " " + value(row) + state;
    }

    private static String value(RowEdits row) {
        return switch (row.kind()) {
            case VECTOR, FEATURE -> (row.value() > 0 ? "+" : "") + Numbers.brief(row.value());
            case HEAD, EXPERT -> (row.isForced() ? "force ×" : "×") + Numbers.brief(row.value());
            case ZERO -> "zero";
        };
    }

    private static String layers(RowEdits row) {
        List<Integer> active = row.activeLayers();
        if (row.layers().isEmpty()) {
            return "";
        }
        if (active.isEmpty()) {
            return " · no layer";
        }
        int first = active.getFirst();
        int last = active.getLast();
        boolean run = last - first + 1 == active.size();
        String numbers = active.size() == 1
                ? Integer.toString(first)
                : run ? first + "–" + last : active.stream().map(String::valueOf).collect(Collectors.joining(","));
        return " · L" + numbers;
    }

    static String operation(Operation operation) {
        return switch (operation) {
            case ADD, ADD_FEATURE -> "add";
            case ADD_NORMALISED -> "add, keep length";
            case ABLATE -> "project out";
            case AFFINE -> "affine";
            case SCALE_HEAD, SCALE_FEATURE -> "scale";
            case ZERO -> "zero";
            case CLAMP_FEATURE -> "hold at";
        };
    }

    static String meaning(Operation operation) {
        return switch (operation) {
            case ADD -> "x + c v";
            case ADD_NORMALISED -> "x + c v, as long as x was";
            case ABLATE -> "x − c (x·v̂) v̂; 1 removes the direction";
            case AFFINE -> "x with its part along v replaced by c of the way to v";
            case SCALE_HEAD -> "the head's output times g";
            case ZERO -> "0 in place of x";
            case CLAMP_FEATURE -> "the feature is c, whatever it was";
            case ADD_FEATURE -> "c more of the feature";
            case SCALE_FEATURE -> "the feature times m, where it is active";
        };
    }

    static String positions(Positions positions) {
        return positions.kind() == Positions.Kind.LIST
                ? "tokens " + positions.indices().stream().map(String::valueOf).collect(Collectors.joining(","))
                : positions.kind().name().toLowerCase(Locale.ROOT);
    }

    static String meaning(Positions positions) {
        return switch (positions.kind()) {
            case ALL -> "every token";
            case PROMPT -> "the prompt's tokens";
            case GENERATED -> "those after the prompt";
            case LAST -> "the one that the next is read from";
            case LIST -> "by their number";
        };
    }

    /// What a mode does, in a formula's words.
    public static String meaning(ExpertGain.Mode mode) {
        return switch (mode) {
            case MASK -> "at 0 it cannot be chosen, and the next best is; else its weight times g";
            case ZERO -> "its weight times g";
            case ZERO_RENORM -> "its weight times g, then all weights back to their sum";
            case FORCE -> "its weight is g times the largest, then all weights back to their sum";
        };
    }

    /// What a mode is called.
    public static String mode(ExpertGain.Mode mode) {
        return switch (mode) {
            case MASK -> "off: another takes its place";
            case ZERO -> "off: the others stay";
            case ZERO_RENORM -> "off: the others share its weight";
            case FORCE -> "on: every token gets it";
        };
    }

    /// What the slider of a row is called by a screen reader.
    static String strength(SteeringRow row) {
        return "Strength of " + row.name();
    }
}
