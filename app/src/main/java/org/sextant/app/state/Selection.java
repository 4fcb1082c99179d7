package org.sextant.app.state;

import java.util.Optional;
import java.util.OptionalInt;

/// What the person is looking at; shared by every view.
///
/// @param token position in the prompt
/// @param layer block
/// @param head attention head
/// @param dimension entry of the vector at the selected site
/// @param site name of a site, empty where none is selected
/// @param feature of an SAE at that site
public record Selection(OptionalInt token, OptionalInt layer, OptionalInt head, OptionalInt dimension, String site,
        Optional<SelectedFeature> feature) {
    public static final Selection NONE = new Selection(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
            OptionalInt.empty(), "");

    /// A selection without a feature.
    public Selection(OptionalInt token, OptionalInt layer, OptionalInt head, OptionalInt dimension, String site) {
        this(token, layer, head, dimension, site, Optional.empty());
    }

    public Selection withToken(int position) {
        return new Selection(OptionalInt.of(position), layer, head, dimension, site, feature);
    }

    /// A feature belongs to one block: elsewhere none is selected.
    public Selection withLayer(int block) {
        boolean same = layer.equals(OptionalInt.of(block));
        return new Selection(token, OptionalInt.of(block), head, dimension, site, feature.filter(_ -> same));
    }

    public Selection withHead(int index) {
        return new Selection(token, layer, OptionalInt.of(index), dimension, site);
    }

    public Selection withDimension(int index) {
        return new Selection(token, layer, head, OptionalInt.of(index), site);
    }

    public Selection withSite(String name) {
        return new Selection(token, layer, head, dimension, name, feature.filter(_ -> name.equals(site)));
    }

    /// The same token with a feature, at its site.
    public Selection withFeature(SelectedFeature chosen) {
        return new Selection(token, SiteName.parse(chosen.site()).layer(), OptionalInt.empty(), OptionalInt.empty(),
                chosen.site(), Optional.of(chosen));
    }
}
