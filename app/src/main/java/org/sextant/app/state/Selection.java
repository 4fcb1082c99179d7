package org.sextant.app.state;

import java.util.OptionalInt;

/// What the person is looking at; shared by every view.
///
/// @param token position in the prompt
/// @param layer block
/// @param head attention head
/// @param dimension entry of the vector at the selected site
/// @param site name of a site, empty where none is selected
public record Selection(OptionalInt token, OptionalInt layer, OptionalInt head, OptionalInt dimension, String site) {
    public static final Selection NONE = new Selection(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
            OptionalInt.empty(), "");

    public Selection withToken(int position) {
        return new Selection(OptionalInt.of(position), layer, head, dimension, site);
    }

    public Selection withLayer(int block) {
        return new Selection(token, OptionalInt.of(block), head, dimension, site);
    }

    public Selection withHead(int index) {
        return new Selection(token, layer, OptionalInt.of(index), dimension, site);
    }

    public Selection withDimension(int index) {
        return new Selection(token, layer, head, OptionalInt.of(index), site);
    }

    public Selection withSite(String name) {
        return new Selection(token, layer, head, dimension, name);
    }
}
