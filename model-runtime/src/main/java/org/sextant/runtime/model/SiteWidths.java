package org.sextant.runtime.model;

import java.util.OptionalInt;

import org.sextant.runtime.hook.Site;

/// What the widths of a model's vectors follow from.
///
/// @param dModel width of the residual stream
/// @param dMlp width of the feed-forward layer
/// @param heads query heads a block
/// @param kvHeads key-value heads a block
/// @param headDim width of one head
public record SiteWidths(int dModel, int dMlp, int heads, int kvHeads, int headDim) {
    /// Numbers of a token's vector at a site, those of its heads one after another; empty where a site has no vector a
    /// token.
    public OptionalInt at(Site site) {
        return switch (site.kind().axes()) {
            case RESIDUAL -> OptionalInt.of(dModel);
            case HIDDEN -> OptionalInt.of(dMlp);
            case PER_HEAD -> OptionalInt.of(switch (site.kind()) {
                case K, V, ROT_K -> kvHeads * headDim;
                case RESULT -> heads * dModel;
                default -> heads * headDim;
            });
            case SCALAR, PATTERN, EXPERTS, CHOSEN -> OptionalInt.empty();
        };
    }
}
