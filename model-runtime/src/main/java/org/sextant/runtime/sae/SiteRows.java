package org.sextant.runtime.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ModelSpec;

/// The values of a site as rows, one a token: per-head values of a token stand one after another (METHODS.md 2.2).
final class SiteRows {
    private SiteRows() {}

    /// Numbers of one row.
    ///
    /// @throws SaeException if the site has no vector a token
    static int width(Site site, ModelSpec spec) {
        return switch (site.kind().axes()) {
            case RESIDUAL -> spec.dModel();
            case HIDDEN -> spec.dMlp();
            case PER_HEAD -> switch (site.kind()) {
                case K, V, ROT_K -> spec.kvHeads() * spec.headDim();
                case RESULT -> spec.heads() * spec.dModel();
                default -> spec.heads() * spec.headDim();
            };
            case SCALAR, PATTERN, EXPERTS, CHOSEN -> throw new SaeException("this site has no activations to encode",
                    "at " + site, "choose a residual stream, an MLP or heads, such as blocks.0.hook_resid_post");
        };
    }

    /// `[B, T, …]` as `[B·T, width]` float32.
    static NDArray of(NDArray value) {
        Shape shape = value.getShape();
        NDArray rows = value.reshape(shape.get(0) * shape.get(1), -1);
        return rows.getDataType() == DataType.FLOAT32 ? rows : rows.toType(DataType.FLOAT32, false);
    }

    /// Rows in the shape and type of the value that they came from.
    static NDArray like(NDArray rows, NDArray value) {
        NDArray shaped = rows.reshape(value.getShape());
        return value.getDataType() == DataType.FLOAT32 ? shaped : shaped.toType(value.getDataType(), false);
    }
}
