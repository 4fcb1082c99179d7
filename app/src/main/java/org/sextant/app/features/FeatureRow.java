package org.sextant.app.features;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// A feature as the table shows it, made when it is looked at.
record FeatureRow(FeatureValues values, int feature) {
    String label() {
        return values.label(feature);
    }

    float value(FeatureColumn column) {
        return values.value(column, feature);
    }

    /// What the table lists, in its order.
    ///
    /// @param values of all features
    /// @param order the features to list
    @SuppressWarnings("ArrayRecordComponent") // compared by who made it
    record Listing(FeatureValues values, int[] order) {
        int size() {
            return order.length;
        }

        /// The rows, each made when it is asked for.
        List<FeatureRow> rows() {
            return new Rows(this);
        }

        /// Where a feature stands; −1 where it is not listed.
        int placeOf(int feature) {
            for (int place = 0; place < order.length; place++) {
                if (order[place] == feature) {
                    return place;
                }
            }
            return -1;
        }
    }

    private static final class Rows extends AbstractList<FeatureRow> implements RandomAccess {
        private final Listing listing;

        private Rows(Listing listing) {
            this.listing = listing;
        }

        @Override
        public FeatureRow get(int place) {
            return new FeatureRow(listing.values(), listing.order()[place]);
        }

        @Override
        public int size() {
            return listing.size();
        }
    }
}
