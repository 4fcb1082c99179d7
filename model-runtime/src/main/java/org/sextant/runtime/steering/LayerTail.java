package org.sextant.runtime.steering;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.Ops;

/// What of a model lies behind the output of one block: the same prompt is computed up to there once, and from there as
/// often as the residual stream is changed.
///
/// @param layer number of the block
record LayerTail(Transformer model, int layer) {
    /// The residual stream behind the block.
    ///
    /// @return `[1, T, d_model]`, on the scope
    NDArray residual(int[] ids, NDManager scope) {
        try (NDManager pass = scope.newSubManager()) {
            NDArray residual = model.forward(
                    ForwardRequest.ofIds(pass, ids).unembed(Unembed.NONE).untilBlock(layer + 1), Hooks.NONE)
                    .residual();
            residual.attach(scope);
            return residual;
        }
    }

    /// What comes out of a residual stream.
    NDArray logits(NDArray residual, Unembed which, NDManager pass) {
        return model.forward(ForwardRequest.ofResidual(pass, residual, layer + 1).unembed(which), Hooks.NONE).logits();
    }

    /// `log p(raised) − log p(lowered)`, a scalar.
    static NDArray difference(NDArray logits, LearntDirection.Contrast contrast) {
        return Ops.lastAxis(logits, contrast.raised(), contrast.raised() + 1L)
                .sub(Ops.lastAxis(logits, contrast.lowered(), contrast.lowered() + 1L)).sum();
    }
}
