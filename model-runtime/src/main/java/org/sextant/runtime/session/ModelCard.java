package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a model is, without its weights.
///
/// @param name the folder's name, or `org/name`
/// @param folder the folder its files were read from
/// @param hash SHA-256 over config and weight files' names, sizes and safetensors headers, in hex
/// @param modelType `model_type` of its config
/// @param layers number of blocks
/// @param dModel width of the residual stream
/// @param heads query heads a block
/// @param kvHeads key-value heads a block
/// @param headDim width of one head
/// @param dMlp width of the feed-forward layer
/// @param vocabSize rows of the unembedding
/// @param contextLength longest prompt in tokens
/// @param parameters number of weights, tied ones counted once
/// @param weightBytes size of the weight files in bytes
/// @param estimatedMemoryBytes memory that the model takes once open in `dtype`, in bytes
/// @param dtype the type it computes in
/// @param device where it computes
/// @param tokenizer one line about its tokenizer; empty where the folder has none and prompts are given as ids
/// @param sites every site of the model, in the order of the forward pass
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
        long parameters,
        long weightBytes,
        long estimatedMemoryBytes,
        Dtype dtype,
        String device,
        Optional<String> tokenizer,
        List<String> sites,
        List<String> warnings) {
    public ModelCard {
        sites = List.copyOf(sites);
        warnings = List.copyOf(warnings);
    }

    /// The same card with what was found while its weights were loaded.
    ModelCard withWarnings(List<String> found) {
        return new ModelCard(name, folder, hash, modelType, layers, dModel, heads, kvHeads, headDim, dMlp, vocabSize,
                contextLength, parameters, weightBytes, estimatedMemoryBytes, dtype, device, tokenizer, sites, found);
    }
}
