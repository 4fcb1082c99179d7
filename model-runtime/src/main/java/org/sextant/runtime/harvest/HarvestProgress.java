package org.sextant.runtime.harvest;

/// How far a harvest is.
///
/// @param batches that were counted
/// @param texts in them
/// @param complete whether all was counted that was to be
public record HarvestProgress(long batches, long texts, boolean complete) {
    public static final HarvestProgress NONE = new HarvestProgress(0, 0, false);
}
