package org.sextant.runtime.session;

/// Two layers beside each other.
///
/// @param layer number of the first model's row, from 0
/// @param layerB number of the second model's row
/// @param siteA what was read in the first model
/// @param siteB what was read in the second model
/// @param widthA numbers of an activation there
/// @param widthB numbers of an activation there
public record LayerPair(int layer, int layerB, String siteA, String siteB, int widthA, int widthB) {
    /// Whether activations of both can be held against each other number by number.
    public boolean sameWidth() {
        return widthA == widthB;
    }
}
