package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds out why a folder has no weights that can be opened.
final class MissingWeights {
    private static final List<String> PICKLES = List.of(".bin", ".pt", ".pth", ".ckpt");

    private MissingWeights() {}

    static CheckpointException in(Path folder) {
        for (String name : fileNames(folder)) {
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

    private static List<String> fileNames(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException failure) {
            throw CheckpointException.reading(folder, failure);
        } catch (DirectoryIteratorException failure) {
            throw CheckpointException.reading(folder, failure.getCause());
        }
        names.sort(null);
        return names;
    }
}
