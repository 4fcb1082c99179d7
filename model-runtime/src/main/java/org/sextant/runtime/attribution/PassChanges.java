package org.sextant.runtime.attribution;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;

/// What else is changed in every run, such as what a steering plan asks for.
@FunctionalInterface
public interface PassChanges {
    /// Nothing.
    PassChanges NONE = (scope, tokens) -> new HookTable();

    /// @param scope lives as long as the pass
    /// @param tokens of the prompt, none of them padding
    HookTable hooks(NDManager scope, int tokens);
}
