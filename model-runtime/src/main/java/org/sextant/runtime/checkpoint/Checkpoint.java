package org.sextant.runtime.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A model folder in Hugging Face layout, opened. Nothing is computed here and nothing is loaded yet: the config is
/// read, the headers of the weights are checked, and their data are mapped.
public final class Checkpoint implements AutoCloseable {
    private static final String CONFIG = "config.json";

    private final Path folder;
    private final ModelConfig config;
    private final WeightFiles weights;
    private final Optional<ModelTokenizer> tokenizer;

    private Checkpoint(Path folder, ModelConfig config, WeightFiles weights, Optional<ModelTokenizer> tokenizer) {
        this.folder = folder;
        this.config = config;
        this.weights = weights;
        this.tokenizer = tokenizer;
    }

    /// Opens a folder.
    ///
    /// @throws CheckpointException if there is no model in this folder, or one of its files is missing or damaged
    public static Checkpoint open(Path folder) {
        requireFolder(folder);
        ModelConfig config = ModelConfig.read(configFile(folder));
        WeightFiles weights = WeightFiles.open(folder);
        try {
            return new Checkpoint(folder, config, weights, ModelTokenizer.in(folder));
        } catch (RuntimeException failure) {
            weights.close();
            throw failure;
        }
    }

    public Path folder() {
        return folder;
    }

    public ModelConfig config() {
        return config;
    }

    public WeightFiles weights() {
        return weights;
    }

    /// The model's own tokenizer, which ends with this checkpoint; empty where the folder has none and prompts are given
    /// as token ids.
    public Optional<ModelTokenizer> tokenizer() {
        return tokenizer;
    }

    /// Size of the weight files in bytes.
    public long weightBytes() {
        return weights.byteLength();
    }

    /// SHA-256 over the config and over name, size and header of each weight file, in hex. It tells models apart without
    /// reading their weights, so it does not tell whether numbers were changed in place.
    public String hash() {
        CheckpointHash hash = new CheckpointHash();
        hash.add(config.file());
        weights.files().stream().sorted(Comparator.comparing(SafetensorsFile::path)).forEach(hash::add);
        return hash.hex();
    }

    /// The tokens that end a text: `eos_token_id` of `generation_config.json`, else of the config; often one, sometimes
    /// several, empty where neither file names any.
    public Set<Integer> endTokenIds() {
        Path generation = folder.resolve("generation_config.json");
        List<Integer> ids = Files.exists(generation)
                ? ModelConfig.read(generation).integers("eos_token_id")
                : List.of();
        return new LinkedHashSet<>(ids.isEmpty() ? config.integers("eos_token_id") : ids);
    }

    /// Ends every segment that the weights gave, and the tokenizer.
    @Override
    public void close() {
        tokenizer.ifPresent(ModelTokenizer::close);
        weights.close();
    }

    private static void requireFolder(Path folder) {
        if (!Files.exists(folder)) {
            throw new CheckpointException("there is no such folder", folder,
                    "check the path, or give org/name for a model of the local Hugging Face cache");
        }
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException("this is a file, and a model is a folder", folder,
                    "give the folder that holds config.json and model.safetensors");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new CheckpointException("the folder may not be read", folder,
                    "give this user the right to read and enter it, for example with chmod u+rx");
        }
    }

    private static Path configFile(Path folder) {
        Path config = folder.resolve(CONFIG);
        if (!Files.exists(config)) {
            throw new CheckpointException("there is no model in this folder, it has no config.json", folder,
                    "choose the folder that holds config.json and model.safetensors");
        }
        return config;
    }
}
