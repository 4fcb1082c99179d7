package org.sextant.runtime.steering;

/// Nothing in place of what stands at a site.
///
/// @param site one with a vector a token, such as `blocks.2.hook_mlp_out`
/// @param positions where in the text
public record ZeroEdit(String site, Positions positions) implements Edit {
    @Override
    public Operation operation() {
        return Operation.ZERO;
    }

    @Override
    public ZeroEdit where(Positions elsewhere) {
        return new ZeroEdit(site, elsewhere);
    }

    @Override
    public boolean isNeutral() {
        return false;
    }

    @Override
    public String summary() {
        return operation().id() + " at " + site + ", positions " + positions.summary();
    }
}
