package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;

/// Llama 2 and 3 (METHODS.md 6.4.4).
final class Llama implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("llama");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        return LlamaLike.of(config, "llama").context(2048).spec();
    }

    @Override
    public NameTable names(ModelConfig config) {
        boolean attention = config.flag("attention_bias", false);
        return LlamaLike.names(attention, attention, config.flag("mlp_bias", false));
    }
}
