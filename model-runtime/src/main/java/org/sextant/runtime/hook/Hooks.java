package org.sextant.runtime.hook;

import ai.djl.ndarray.NDArray;

/// What a forward pass asks at every site. The transformer calls [#wants] first and makes the value of a site that is
/// costly only when somebody wants it, so that a hook that is not set costs nothing.
public interface Hooks {
    /// No hook at all.
    Hooks NONE = new Hooks() {
        @Override
        public boolean wants(SiteKind kind, int layer) {
            return false;
        }

        @Override
        public NDArray at(SiteKind kind, int layer, NDArray value) {
            return value;
        }
    };

    /// Whether anybody looks at this site.
    boolean wants(SiteKind kind, int layer);

    /// Sees the value at a site and gives the value to go on with, most often the same.
    NDArray at(SiteKind kind, int layer, NDArray value);
}
