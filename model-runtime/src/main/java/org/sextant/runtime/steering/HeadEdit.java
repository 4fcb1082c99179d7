package org.sextant.runtime.steering;

/// One attention head's part, multiplied.
///
/// @param site one with a value a head, such as `blocks.2.attn.hook_z`
/// @param head from 0; of keys and values a key-value head
/// @param gain 1 leaves it as it is, 0 takes it away
/// @param positions where in the text
public record HeadEdit(String site, int head, double gain, Positions positions) implements Edit {
    /// @throws SteeringException if the gain is not finite or the head's number is negative
    public HeadEdit {
        if (!Double.isFinite(gain) || head < 0) {
            throw new SteeringException("head " + head + " with gain " + gain, "in the edit at " + site,
                    "count heads from 0 and give a finite number");
        }
    }

    @Override
    public Operation operation() {
        return Operation.SCALE_HEAD;
    }

    @Override
    public HeadEdit where(Positions elsewhere) {
        return new HeadEdit(site, head, gain, elsewhere);
    }

    @Override
    public boolean isNeutral() {
        return gain == 1;
    }

    @Override
    public String summary() {
        return operation().id() + " " + head + ": " + gain + " at " + site + ", positions " + positions.summary();
    }
}
