package org.sextant.runtime.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;

/// The features of an SAE at every position of a forward pass, read while it goes by.
public final class SaeFeatures {
    private final Sae sae;
    private final Site site;
    private float[] values = new float[0];

    /// @throws SaeException if the SAE does not fit the model
    /// @throws org.sextant.runtime.SextantException if the model has no such site
    public SaeFeatures(Sae sae, Transformer model) {
        this.sae = sae;
        this.site = new SaeSplice(sae, model, 0).in();
    }

    /// What is encoded.
    public Site site() {
        return site;
    }

    /// Hooks for one forward pass.
    public HookTable hooks() {
        return new HookTable().observe(site, this::see);
    }

    private void see(NDArray value) {
        try (NDManager scope = value.getManager().newSubManager()) {
            NDArray own = value.reshape(value.getShape());
            own.attach(scope);
            values = NativeMemory.floats(sae.encode(SiteRows.of(own)));
        }
    }

    /// `[B·T, d_sae]`, once the pass is over.
    public float[] values() {
        return values.clone();
    }
}
