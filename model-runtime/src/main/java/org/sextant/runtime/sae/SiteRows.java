package org.sextant.runtime.sae;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ModelSites;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Transformer;

/// The values of a site as rows, one a token: per-head values of a token stand one after another (METHODS.md 2.2).
final class SiteRows {
    private SiteRows() {}

    /// Numbers of one row.
    ///
    /// @throws SaeException if the site has no vector a token
    static int width(Site site, ModelSpec spec) {
        return ModelSites.width(site, spec).orElseThrow(() -> new SaeException("this site has no activations to encode",
                "at " + site, "choose a residual stream, an MLP or heads, such as blocks.0.hook_resid_post"));
    }

    /// Says which sites of a model an SAE of some width would fit.
    ///
    /// @param width of the SAE
    static SaeException misfit(Site site, int width, Transformer model) {
        List<String> fitting = model.sites().sites().stream().filter(other -> fits(other, width, model.spec()))
                .map(other -> other.kind().perBlock() ? "blocks.*." + other.kind().suffix() : other.name()).distinct()
                .toList();
        return new SaeException("the SAE is made for vectors of " + width + " numbers and the model has "
                + width(site, model.spec()), "at " + site,
                fitting.isEmpty()
                        ? "choose an SAE that was trained on this model, none of whose sites has " + width
                        : "choose an SAE that was trained on this model, or one of the sites of this width: "
                                + String.join(", ", fitting));
    }

    private static boolean fits(Site site, int width, ModelSpec spec) {
        return ModelSites.width(site, spec).stream().anyMatch(own -> own == width);
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
