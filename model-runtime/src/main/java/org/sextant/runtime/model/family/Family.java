package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;

/// One architecture: what its config means and how its tensors are called. Adding one takes a class like its
/// neighbours, a line in [Families] and a fixture.
interface Family {
    /// The values of `model_type` that are this family.
    Set<String> modelTypes();

    /// What the config says, with the family's defaults for what it leaves out (METHODS.md 6.3).
    ModelSpec spec(ModelConfig config);

    /// How its tensors are called.
    NameTable names(ModelConfig config);
}
