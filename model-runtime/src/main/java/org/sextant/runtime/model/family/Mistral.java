package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;

/// Mistral (METHODS.md 6.4.5): Llama with a sliding window in every block, where the config gives one.
final class Mistral implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("mistral");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        int window = ConfigReader.window(config, 4096);
        return LlamaLike.of(config, "mistral").kvHeads(8).context(131_072).window(window, layer -> true).spec();
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaLike.names();
    }
}
