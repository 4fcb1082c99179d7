package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.session.Provenance;

/// Where a figure of two models comes from, as one provenance: that of the first model, with the second one among its
/// settings.
public final class JointProvenance {
    private JointProvenance() {}

    /// @param a of the first side
    /// @param b of the second side
    public static Provenance of(Provenance a, Provenance b) {
        List<String> settings = new ArrayList<>(List.of("against=" + b.model(), "against_folder=" + b.folder(),
                "against_hash=" + b.hash(), "against_dtype=" + b.dtype(), "against_device=" + b.device()));
        if (!a.sites().equals(b.sites())) {
            settings.add("against_sites=" + String.join(",", b.sites()));
        }
        b.settings().stream().filter(setting -> !a.settings().contains(setting))
                .forEach(setting -> settings.add("against_" + setting));
        Provenance joint = a;
        for (String setting : settings) {
            joint = joint.withSetting(setting);
        }
        return joint;
    }
}
