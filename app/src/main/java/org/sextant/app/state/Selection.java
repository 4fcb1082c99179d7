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
/// @param expert of the mixture in that block
public record Selection(OptionalInt token, OptionalInt layer, OptionalInt head, OptionalInt dimension, String site,
        Optional<SelectedFeature> feature, OptionalInt expert) {
    public static final Selection NONE = new Selection(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
            OptionalInt.empty(), "");

    /// A selection without a feature or an expert.
    public Selection(OptionalInt token, OptionalInt layer, OptionalInt head, OptionalInt dimension, String site) {
        this(token, layer, head, dimension, site, Optional.empty(), OptionalInt.empty());
    }

    public Selection withToken(int position) {
        return new Selection(OptionalInt.of(position), layer, head, dimension, site, feature, expert);
    }

    /// Feature and expert belong to one block: elsewhere none is selected.
    public Selection withLayer(int block) {
        boolean same = layer.equals(OptionalInt.of(block));
        return new Selection(token, OptionalInt.of(block), head, dimension, site, feature.filter(_ -> same),
                same ? expert : OptionalInt.empty());
    }

    public Selection withHead(int index) {
        return new Selection(token, layer, OptionalInt.of(index), dimension, site);
    }

    public Selection withDimension(int index) {
        return new Selection(token, layer, head, OptionalInt.of(index), site);
    }

    public Selection withSite(String name) {
        return new Selection(token, layer, head, dimension, name, feature.filter(_ -> name.equals(site)), expert);
    }

    /// The same token with a feature, at its site.
    public Selection withFeature(SelectedFeature chosen) {
        return new Selection(token, SiteName.parse(chosen.site()).layer(), OptionalInt.empty(), OptionalInt.empty(),
                chosen.site(), Optional.of(chosen), OptionalInt.empty());
    }

    /// The same token with an expert; a selected site is that of the expert's block.
    public Selection withExpert(int block, int number) {
        return new Selection(token, OptionalInt.of(block), OptionalInt.empty(), OptionalInt.empty(),
                SiteName.parse(site).atLayer(block).name(), Optional.empty(), OptionalInt.of(number));
    }
}
