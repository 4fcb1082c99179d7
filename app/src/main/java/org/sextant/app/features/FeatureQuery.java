package org.sextant.app.features;

/// Which features the table lists, and in which order.
///
/// @param scope which come into question
/// @param search digits that the number begins with, or part of the label; empty for all
/// @param column what they are sorted by; equal ones by their numbers
/// @param rising from the smallest up; what has no value comes last either way
record FeatureQuery(Scope scope, String search, FeatureColumn column, boolean rising) {
    static final FeatureQuery FIRST = new FeatureQuery(Scope.ACTIVE, "", FeatureColumn.LARGEST, false);

    /// Which features come into question.
    enum Scope {
        ACTIVE("Active", "Features that are active on this prompt"), ALL("All", "Every feature of the SAE");

        private final String title;
        private final String description;

        Scope(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    FeatureQuery in(Scope other) {
        return new FeatureQuery(other, search, column, rising);
    }

    FeatureQuery searching(String text) {
        return new FeatureQuery(scope, text, column, rising);
    }

    FeatureQuery by(FeatureColumn other, boolean upwards) {
        return new FeatureQuery(scope, search, other, upwards);
    }
}
