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
        return windowed(LlamaLike.of(config, "qwen2").kvHeads(32).context(32_768), config).spec();
    }

    /// The window of all Qwen families.
    static LlamaLike windowed(LlamaLike shape, ModelConfig config) {
        int window = config.flag("use_sliding_window", false) ? ConfigReader.window(config, 4096) : 0;
        int firstWindowed = config.integer("max_window_layers", 28);
        return shape.window(window, layer -> layer >= firstWindowed);
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaLike.names(true, false, false);
    }
}
