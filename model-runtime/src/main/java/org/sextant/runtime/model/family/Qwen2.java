package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;

/// Qwen2 and 2.5 (METHODS.md 6.4.6): Llama with a bias on queries, keys and values, and a sliding window in the upper
/// blocks where the config switches it on.
final class Qwen2 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("qwen2");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaShape shape = LlamaShape.of(config);
        int window = config.flag("use_sliding_window", false) ? config.integer("sliding_window", 4096) : 0;
        int firstWindowed = config.integer("max_window_layers", 28);
        return shape.spec("qwen2", 32, 32_768, ConfigReader.blocks(config, shape.layers(), shape.scale(), window,
                layer -> layer >= firstWindowed));
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaShape.names(true, false, false);
    }
}
