package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.sextant.runtime.checkpoint.ModelConfig;

/// The architectures that can be opened.
final class Families {
    private static final List<Family> ALL = List.of(new Gpt2(), new GptNeo(), new GptNeoX(), new Llama(), new Mistral(),
            new Qwen2(), new Qwen3(), new Gemma(), new Gemma2(), new Gemma3(), new Phi3(), new Olmo2(), new Olmoe(),
            new Mixtral(), new Qwen2Moe(), new Qwen3Moe(), new DeepSeekV2(), new DeepSeekV3(), new GptOss(),
            new StableLm());

    private Families() {}

    /// The part of a config that describes the language model: of models that also see, its `text_config`.
    static ModelConfig language(ModelConfig config) {
        return config.child("text_config").orElse(config);
    }

    /// @throws ModelException if nobody knows the config's `model_type`
    static Family of(ModelConfig config) {
        String type = config.modelType();
        return ALL.stream().filter(family -> family.modelTypes().contains(type)).findFirst()
                .orElseThrow(() -> new ModelException("the architecture '" + type + "' is not known",
                        "in " + config.file(), "open one of " + String.join(", ", known())));
    }

    private static Set<String> known() {
        Set<String> types = new TreeSet<>();
        ALL.forEach(family -> types.addAll(family.modelTypes()));
        return types;
    }
}
