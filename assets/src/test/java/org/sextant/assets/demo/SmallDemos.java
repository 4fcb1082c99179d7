package org.sextant.assets.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.sextant.runtime.testing.CheckpointFolder;

/// A folder of demo models made of a fixture, and the same packed into a jar.
final class SmallDemos {
    static final String NAME = "small";
    private static final String INDEX = """
            {"models": [
              {"name": "small", "summary": "A fixture.", "family": "Llama", "layers": 2, "parameters": 9,
               "first_prompt": "When", "suggestions": [{"title": "Who", "prompt": "When Anna"}], "files": []},
              {"name": "unmade", "summary": "None.", "family": "GPT-2", "layers": 2, "parameters": 9,
               "first_prompt": "When", "suggestions": [], "files": []}]}
            """;

    private SmallDemos() {}

    /// Writes `models.json` and one of the two models that it names.
    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(DemoIndex.FILE), INDEX);
        CheckpointFolder.copyOf("v5/llama", folder.resolve(NAME)).withTokenizer();
        Path below = Files.createDirectories(folder.resolve(NAME).resolve("saes").resolve("blocks.0"));
        Files.writeString(below.resolve("cfg.json"), "{}");
        DemoIndex.refresh(folder);
        return folder;
    }

    /// Packs such a folder.
    static Path pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var packed = new JarOutputStream(file);
                Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new ZipEntry("models/" + folder.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, packed);
                packed.closeEntry();
            }
        }
        return jar;
    }

    /// The demo models that a jar holds.
    static DemoModels packed(Path jar, Path cache) throws IOException {
        var loader = new URLClassLoader(List.of(jar.toUri().toURL()).toArray(URL[]::new), null);
        return new DemoModels(name -> loader.getResource("models/" + name), cache);
    }
}
