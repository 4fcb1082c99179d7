package org.sextant.runtime.sae;

import java.util.Arrays;

/// The tensors that an SAE may have, in the orientation of row vectors, `x W`.
public enum SaeTensor {
    /// `[d_in, d_sae]`.
    W_ENC,
    /// `[d_sae]`.
    B_ENC,
    /// `[d_sae, d_out]`.
    W_DEC,
    /// `[d_out]`.
    B_DEC,
    /// `[d_sae]`, of [SaeActivation.JumpRelu].
    THRESHOLD,
    /// `[d_sae]`, of [SaeActivation.Gated].
    B_GATE,
    /// `[d_sae]`, of [SaeActivation.Gated].
    B_MAG,
    /// `[d_sae]`, of [SaeActivation.Gated].
    R_MAG,
    /// `[d_out, d_in]`, of transcoders that pass their input on.
    W_SKIP;

    /// Sizes of its axes.
    public int[] shape(SaeSpec spec) {
        return switch (this) {
            case W_ENC -> new int[]{spec.dIn(), spec.dSae()};
            case W_DEC -> new int[]{spec.dSae(), spec.dOut()};
            case B_DEC -> new int[]{spec.dOut()};
            case W_SKIP -> new int[]{spec.dOut(), spec.dIn()};
            case B_ENC, THRESHOLD, B_GATE, B_MAG, R_MAG -> new int[]{spec.dSae()};
        };
    }

    int size(SaeSpec spec) {
        return Arrays.stream(shape(spec)).reduce(1, Math::multiplyExact);
    }
}
