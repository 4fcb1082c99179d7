package org.sextant.app.cli;

/// Ranges of numbers among the arguments.
final class Ranges {
    private Ranges() {}

    /// @throws CommandException if the value is smaller
    static void atLeast(int least, int value, String option) {
        check(value >= least, option + " " + value, "give a number from " + least + " on");
    }

    /// @throws CommandException if the value is negative or not below `count`
    static void below(int count, int value, String option) {
        check(value >= 0 && value < count, option + " " + value, "give a number from 0 to " + (count - 1));
    }

    /// @throws CommandException if the number is out of its range
    static void check(boolean inside, String where, String remedy) {
        if (!inside) {
            throw new CommandException("the number is out of its range", where, remedy);
        }
    }
}
