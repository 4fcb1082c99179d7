package org.sextant.assets.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Demo models that lie in a jar.
class UnpackingTest {
    @TempDir
    private Path temporary;

    private Path cache;
    private DemoModels demos;
    private DemoModel model;

    @BeforeEach
    void packSmallDemos() throws IOException {
        cache = temporary.resolve("cache");
        Path jar = SmallDemos.pack(SmallDemos.write(temporary.resolve("plain")), temporary.resolve("demos.jar"));
        demos = SmallDemos.packed(jar, cache);
        model = demos.at("demo:small");
    }

    private boolean isWhole(Path folder) throws IOException {
        for (DemoFile file : model.files()) {
            if (!file.isWholeIn(folder)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".lock")).toList();
        }
    }

    @Test
    void aJarIsUnpackedOnce() throws IOException {
        Path first = demos.folder(model);

        assertThat(first).startsWith(cache.resolve("models"));
        assertThat(first.getFileName().toString()).matches("small-[0-9a-f]{12}");
        assertThat(isWhole(first)).isTrue();
        FileTime made = Files.getLastModifiedTime(first);
        assertThat(demos.folder(model)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(made);
        assertThat(names(cache.resolve("models"))).containsExactly(first.getFileName().toString());
    }

    @Test
    void aDamagedCopyIsMadeAgain() throws IOException {
        Path folder = demos.folder(model);
        byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(folder.resolve("model.safetensors"), weights);
        assertThat(isWhole(folder)).isFalse();

        assertThat(isWhole(demos.folder(model))).isTrue();
        assertThat(names(cache.resolve("models"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json"})
    void aHalfCopyIsMadeAgain(String missing) throws IOException {
        Path folder = demos.folder(model);
        Files.delete(folder.resolve(missing));

        assertThat(isWhole(demos.folder(model))).isTrue();
    }

    @Test
    void whatAProcessLeftHalfDoneGoes() throws IOException {
        Path folder = demos.folder(model);
        Files.delete(folder.resolve("config.json"));
        Path left = Files.createDirectory(folder.resolveSibling(folder.getFileName() + ".dead.part"));
        Files.writeString(left.resolve("config.json"), "{");

        assertThat(isWhole(demos.folder(model))).isTrue();
        assertThat(left).doesNotExist();
    }

    @Test
    void manyAtOnceGetTheSameWholeCopy() throws Exception {
        try (ExecutorService several = Executors.newFixedThreadPool(6)) {
            List<Future<Path>> folders = IntStream.range(0, 24)
                    .mapToObj(_ -> several.submit(() -> demos.folder(model))).toList();
            for (Future<Path> folder : folders) {
                assertThat(isWhole(folder.get())).isTrue();
            }
        }
        assertThat(names(cache.resolve("models"))).hasSize(1);
    }

    @Test
    void aReadThatBreaksOffLeavesNothing() throws IOException {
        var broken = new Unpacking(model, file -> {
            if (file.name().equals("model.safetensors")) {
                throw new IOException("planted");
            }
            return InputStream.nullInputStream();
        }, cache);

        assertThatExceptionOfType(DemoException.class).isThrownBy(broken::folder).withMessageContaining("planted")
                .withMessageContaining(cache.toString());
        assertThat(names(cache)).isEmpty();
    }

    @Test
    void whatIsDamagedWhereItIsPackedIsNotUsed() throws IOException {
        var other = new Unpacking(model, _ -> InputStream.nullInputStream(), cache);

        assertThatExceptionOfType(DemoException.class).isThrownBy(other::folder).withMessageContaining("install");
        assertThat(names(cache)).isEmpty();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(cache, "a file, no folder");

        assertThatExceptionOfType(DemoException.class).isThrownBy(() -> demos.folder(model))
                .withMessageContaining("cannot be unpacked").withMessageContaining(cache.toString())
                .withMessageContaining("XDG_CACHE_HOME");
    }

    @Test
    void aDiskWithoutRoomIsSaidToBeFull() {
        var large = new DemoModel("large", "", "Llama", 1, 0, 1, "", List.of(),
                List.of(new DemoFile("model.safetensors", Long.MAX_VALUE / 2, "00")));
        var unpacking = new Unpacking(large, _ -> {
            throw new IOException("No space left on device");
        }, cache);

        assertThatExceptionOfType(DemoException.class).isThrownBy(unpacking::folder).withMessageContaining("too full")
                .withMessageContaining("free ");
    }
}
