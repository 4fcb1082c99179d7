package org.sextant.runtime.attribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.sae.Sae;

/// Features of an SAE as nodes, with what it leaves over as one more (METHODS.md 1.9): `x = x̂(f) + ε`. The observable
/// depends on a feature through its decoder row, since ε is held.
///
/// @param sae the SAE
/// @param in what it encodes
/// @param out where its output belongs; another site for transcoders only
record SaeNodes(Sae sae, Site in, Site out) {
    /// What the base run and the patched one have.
    ///
    /// @param moves features' differences `[B·T, d_sae]`
    /// @param left the rest's differences `[B·T, d_out]`
    /// @param inputs of the base run `[B·T, d_in]`
    record Moves(NDArray moves, NDArray left, NDArray inputs) {}

    /// @param baseIn `[B, T, …]` as the other three
    Moves moves(NDArray baseIn, NDArray baseOut, NDArray patchIn, NDArray patchOut) {
        NDArray from = rows(baseIn);
        NDArray to = rows(patchIn);
        NDArray before = sae.encode(from);
        NDArray after = sae.encode(to);
        NDArray leftBefore = rows(baseOut).sub(sae.decode(before, from));
        NDArray leftAfter = rows(patchOut).sub(sae.decode(after, to));
        return new Moves(after.sub(before), leftAfter.sub(leftBefore), from);
    }

    /// To no feature and nothing left over.
    Moves emptied(NDArray baseIn, NDArray baseOut) {
        NDArray from = rows(baseIn);
        NDArray before = sae.encode(from);
        return new Moves(before.neg(), sae.decode(before, from).sub(rows(baseOut)), from);
    }

    /// Each feature's score.
    ///
    /// @param coefficient at the output's site `[B, T, …]`
    /// @return `[B·T, d_sae]`
    NDArray featureScores(Moves moves, NDArray coefficient) {
        return moves.moves().mul(sae.pullBack(rows(coefficient), moves.inputs()));
    }

    /// The rest's score.
    ///
    /// @return `[B·T]`
    NDArray errorScores(Moves moves, NDArray coefficient) {
        return moves.left().mul(rows(coefficient)).sum(new int[]{1});
    }

    /// SAEs compute in float32.
    static NDArray rows(NDArray value) {
        Shape shape = value.getShape();
        NDArray rows = value.reshape(shape.get(0) * shape.get(1), -1);
        return rows.getDataType() == DataType.FLOAT32 ? rows : rows.toType(DataType.FLOAT32, false);
    }
}
