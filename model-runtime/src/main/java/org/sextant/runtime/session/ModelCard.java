package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.SiteWidths;

/// What a model is, without its weights.
///
/// @param name the folder's name, or `org/name`, or the name that the folder goes by
/// @param folder the folder its files were read from
/// @param hash SHA-256 over config and weight files' names, sizes, safetensors headers and some pieces of every tensor, in
///        hex
/// @param modelType `model_type` of its config
/// @param layers number of blocks
/// @param dModel width of the residual stream
/// @param heads query heads a block
/// @param kvHeads key-value heads a block
/// @param headDim width of one head
/// @param dMlp width of the feed-forward layer
/// @param vocabSize rows of the unembedding
/// @param contextLength longest prompt in tokens
/// @param experts its mixtures of experts, where it has any
/// @param parameters number of weights, tied ones counted once
/// @param weightBytes size of the weight files in bytes
/// @param memoryBytes memory that the model takes once open, in bytes, by the type that it computes in
/// @param dtype the type it computes in
/// @param device where it computes
/// @param tokenizer one line about its tokenizer; empty where the folder has none and prompts are given as ids
/// @param chatTemplate the file that its chat template is in; empty where prompts cannot be conversations
/// @param sites every site of the model, in the order of the forward pass
/// @param ignored stored tensors that are left out by rule, such as masks, rotary tables and the parts that see
/// @param warnings what the person should know: weights that are not finite, tensors that were not used
public record ModelCard(
        String name,
        Path folder,
        String hash,
        String modelType,
        int layers,
        int dModel,
        int heads,
        int kvHeads,
        int headDim,
        int dMlp,
        int vocabSize,
        int contextLength,
        Optional<Experts> experts,
        long parameters,
        long weightBytes,
        Map<Dtype, Long> memoryBytes,
        Dtype dtype,
        String device,
        Optional<String> tokenizer,
        Optional<Path> chatTemplate,
        List<String> sites,
        List<String> ignored,
        List<String> warnings) {
    public ModelCard {
        memoryBytes = Collections.unmodifiableMap(new EnumMap<>(memoryBytes));
        sites = List.copyOf(sites);
        ignored = List.copyOf(ignored);
        warnings = List.copyOf(warnings);
    }

    /// Mixtures of experts.
    ///
    /// @param layers the blocks that are mixtures
    /// @param count experts of each
    /// @param chosen experts that see a token
    /// @param router how they are chosen and weighed
    public record Experts(List<Integer> layers, int count, int chosen, RouterSpec router) {
        public Experts {
            layers = List.copyOf(layers);
        }
    }

    /// Memory that the model takes once open in its `dtype`, in bytes.
    public long estimatedMemoryBytes() {
        return memoryBytes.getOrDefault(dtype, 0L);
    }

    /// What the widths of its vectors follow from.
    SiteWidths widths() {
        return new SiteWidths(dModel, dMlp, heads, kvHeads, headDim);
    }

    /// The same card with what was found while its weights were loaded.
    ModelCard withWarnings(List<String> found) {
        return new ModelCard(name, folder, hash, modelType, layers, dModel, heads, kvHeads, headDim, dMlp, vocabSize,
                contextLength, experts, parameters, weightBytes, memoryBytes, dtype, device, tokenizer, chatTemplate,
                sites,
                ignored, found);
    }
}
