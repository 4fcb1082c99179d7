package org.sextant.runtime.hook;

/// One place in a model.
///
/// @param kind what it is
/// @param layer the block, counted from 0; −1 outside the blocks
public record Site(SiteKind kind, int layer) {
    public Site {
        if (kind.perBlock() == layer < 0) {
            throw new IllegalArgumentException(kind + " at layer " + layer);
        }
    }

    /// A site outside the blocks.
    public static Site of(SiteKind kind) {
        return new Site(kind, -1);
    }

    /// `blocks.5.hook_resid_post`.
    public String name() {
        return kind.perBlock() ? "blocks." + layer + "." + kind.suffix() : kind.suffix();
    }

    /// Blocks that a forward pass has to go through to come past it.
    ///
    /// @param layers of the model
    public int blocks(int layers) {
        return kind == SiteKind.FINAL_SCALE || kind == SiteKind.FINAL_NORMALIZED ? layers : layer + 1;
    }

    @Override
    public String toString() {
        return name();
    }
}
