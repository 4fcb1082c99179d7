package org.sextant.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The tiny models under `fixtures/`, each with what the reference implementation gave for it.
public final class Fixtures {
    /// The fixtures by name, one or more for each family and config dialect.
    public static final List<String> NAMES = List.of("v4/gemma", "v4/gemma2", "v4/gemma3_text", "v4/gpt2", "v4/gpt_neo",
            "v4/gpt_neox", "v4/llama", "v4/mistral", "v4/mixtral", "v4/olmo2", "v4/olmoe", "v4/phi3", "v4/qwen2",
            "v4/qwen2_moe", "v4/qwen3", "v4/qwen3_moe", "v5/deepseek_v2", "v5/deepseek_v3", "v5/gemma3_text",
            "v5/gpt_oss", "v5/llama", "v5/llama_dynamic", "v5/phi3_longrope", "v5/qwen2_yarn", "v5/qwen3_moe",
            "v5/stablelm");

    private Fixtures() {}

    /// The folder of a fixture such as `v4/llama`. It may be read, not written: [CheckpointFolder] makes copies.
    public static Path folder(String name) {
        URL config = Objects.requireNonNull(Fixtures.class.getResource("/fixtures/" + name + "/config.json"),
                () -> "no fixture " + name);
        try {
            return config.getProtocol().equals("jar") ? unpacked(config.toURI()) : parent(Path.of(config.toURI()));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What the reference implementation gave for a fixture.
    public static ReferenceTensors reference(String name) {
        return ReferenceTensors.read(folder(name).resolve("reference.safetensors"));
    }

    /// Copies the files of one folder into another, which is made where it is missing.
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    /// Models are mapped, and nothing inside a jar can be: the workbench's tests get a copy.
    private static Path unpacked(URI config) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(config, Map.of())) {
            Path from = parent(jar.provider().getPath(config));
            Path to = Files.createTempDirectory("sextant-fixture");
            to.toFile().deleteOnExit();
            copy(from, to);
            try (Stream<Path> files = Files.list(to)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
            return to;
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent());
    }
}
