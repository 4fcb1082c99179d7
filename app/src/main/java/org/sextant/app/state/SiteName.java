package org.sextant.app.state;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A site's name taken apart: `blocks.5.hook_resid_post` is `hook_resid_post` of block 5.
///
/// @param layer the block; empty outside the blocks
/// @param suffix the name after `blocks.5.`, or the whole name outside the blocks
public record SiteName(OptionalInt layer, String suffix) {
    private static final Pattern IN_BLOCK = Pattern.compile("blocks\\.(\\d{1,6})\\.(.+)");

    public static SiteName parse(String name) {
        Matcher matcher = IN_BLOCK.matcher(name);
        return matcher.matches()
                ? new SiteName(OptionalInt.of(Integer.parseInt(matcher.group(1))), matcher.group(2))
                : new SiteName(OptionalInt.empty(), name);
    }

    /// The same place in another block.
    public SiteName atLayer(int block) {
        return layer.isPresent() ? new SiteName(OptionalInt.of(block), suffix) : this;
    }

    /// The same selection at a site. Its layer is that of the site, if it has one; an entry of the vector stays selected
    /// at the same place of another block, while elsewhere it would be another thing.
    public static Selection selected(Selection from, String name) {
        SiteName site = parse(name);
        boolean samePlace = site.suffix().equals(parse(from.site()).suffix());
        return new Selection(from.token(), site.layer().isPresent() ? site.layer() : from.layer(), from.head(),
                samePlace ? from.dimension() : OptionalInt.empty(), name);
    }

    public String name() {
        return layer.isPresent() ? "blocks." + layer.getAsInt() + "." + suffix : suffix;
    }

    /// `blocks.*.hook_resid_post`: the place in every block.
    public String everyLayer() {
        return layer.isPresent() ? "blocks.*." + suffix : suffix;
    }
}
