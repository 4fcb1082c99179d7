package org.sextant.runtime.steering;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;

/// Directional ablation: a direction removed from all that blocks read and write, at all positions (METHODS.md 4.6).
public final class Ablation {
    private static final List<SiteKind> PLACES = List.of(SiteKind.RESID_PRE, SiteKind.ATTN_OUT, SiteKind.MLP_OUT);

    private Ablation() {}

    /// @param direction `[d_model]`, of any length
    /// @param blocks of the model
    /// @throws SteeringException if the direction is zero
    public static SteeringPlan everywhere(float[] direction, int blocks) {
        List<Edit> edits = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            for (SiteKind place : PLACES) {
                edits.add(Edit.ablate(new Site(place, block).name(), direction));
            }
        }
        return new SteeringPlan(edits);
    }
}
