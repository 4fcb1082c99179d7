package org.sextant.runtime.checkpoint;

import java.nio.file.Path;
import java.util.List;

/// Finds out why a folder has no weights that can be opened.
final class MissingWeights {
    private static final List<String> PICKLES = List.of(".bin", ".pt", ".pth", ".ckpt");

    private MissingWeights() {}

    static CheckpointException in(Path folder) {
        for (Path file : Folders.list(folder)) {
            String name = file.getFileName().toString();
            if (name.equals(WeightFiles.SINGLE) || name.equals(WeightFiles.INDEX)) {
                // It is listed and yet does not exist.
                return new CheckpointException("the weights are a link to nothing", file,
                        "download the file again or mend the link");
            }
            if (PICKLES.stream().anyMatch(name::endsWith)) {
                return new CheckpointException("the weights " + name
                        + " are a pickle, which could run code when opened, and there is no model.safetensors", folder,
                        "convert them with save_pretrained(..., safe_serialization=True) of transformers");
            }
            if (name.endsWith(".gguf")) {
                return new CheckpointException("the weights " + name + " are in GGUF, which is not read here", folder,
                        "download the safetensors of this model");
            }
        }
        return new CheckpointException("the folder has no weights (model.safetensors or its index)", folder,
                "download them into the folder or choose the folder that has them");
    }
}
