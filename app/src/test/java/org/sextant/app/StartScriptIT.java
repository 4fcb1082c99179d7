package org.sextant.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs the packaged start script as a person does.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "this is the script of the other systems; Windows has sextant.bat")
class StartScriptIT {
    private static final Path HOME = Path.of(System.getProperty("sextant.home"));

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("standard-output");
        Path err = folder.resolve("standard-error");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "SEXTANT_JAVA", "DISPLAY", "WAYLAND_DISPLAY"));
        builder.environment().putAll(Map.of("XDG_STATE_HOME", folder.resolve("state").toString(),
                "XDG_CACHE_HOME", folder.resolve("cache").toString()));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Ended sextant(String... arguments) throws IOException, InterruptedException {
        return run(HOME.resolve("bin/sextant"), Map.of(), arguments);
    }

    @Test
    void printsItsVersionAndNothingElse() throws Exception {
        Ended ended = sextant("--version");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).matches("Sextant \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aFolderWithoutAModelIsOneLine() throws Exception {
        Ended ended = sextant("info", folder.toString());

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").contains(folder.toString());
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void withoutADisplayTheWindowSaysSo() throws Exception {
        Ended ended = sextant();

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void takesAPictureOfTheWindowWithoutADisplay() throws Exception {
        Path picture = folder.resolve("window.png");
        Ended ended = sextant("ui", "--screenshot", picture.toString(), "--size", "800x600");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ImageIO.read(picture.toFile())).satisfies(image -> {
            assertThat(image.getWidth()).isEqualTo(800);
            assertThat(image.getHeight()).isEqualTo(600);
        });
    }

    @Test
    void runsAModel() throws Exception {
        Ended ended = sextant("run", Fixtures.folder("v5/llama").toString(), "--ids", "3,4,5", "--json");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("{").contains("\"top\"");
        assertThat(ended.code()).isZero();
    }

    @Test
    void takesItsClassesFromTheCacheOfThePackage() throws Exception {
        Path loaded = folder.resolve("loaded");
        Map<String, String> tracing = Map.of("SEXTANT_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);

        assertThat(run(HOME.resolve("bin/sextant"), tracing, "--version").out()).startsWith("Sextant ");
        assertThat(Files.readAllLines(loaded)).filteredOn(line -> line.contains("org.sextant.app.cli.Cli source"))
                .singleElement().asString().contains("shared objects file");
    }

    @Test
    void tellsWhatAModelIsWithoutTheNativeEngine() throws Exception {
        Path loaded = folder.resolve("loaded");
        Map<String, String> tracing = Map.of("SEXTANT_JAVA_OPTIONS",
                "-XX:AOTMode=off -Xlog:class+load:file=" + loaded);
        Ended ended = run(HOME.resolve("bin/sextant"), tracing, "info", Fixtures.folder("v5/llama").toString());

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(Files.readAllLines(loaded)).isNotEmpty().noneMatch(line -> line.contains("ai.djl.pytorch"));
    }

    @Test
    void anUnreadableCacheIsPassedOverInSilence() throws Exception {
        Path copy = folder.resolve("copy");
        copyTree(HOME, copy);
        Files.writeString(copy.resolve("lib/start.aot"), "damaged");
        Ended ended = run(copy.resolve("bin/sextant"), Map.of(), "--version");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).matches("Sextant \\S+\\R");
    }

    @Test
    void startsFromALinkAndFromAFolderWithSpaces() throws Exception {
        Path copy = folder.resolve("a folder with spaces");
        copyTree(HOME, copy);
        Path link = Files.createSymbolicLink(folder.resolve("sextant link"), copy.resolve("bin/sextant"));

        assertThat(run(link, Map.of(), "--version").out()).startsWith("Sextant ");
    }

    @Test
    void saysWhichJdkIsMissing() throws Exception {
        Path script = HOME.resolve("bin/sextant");
        Ended absent = run(script, Map.of("SEXTANT_JAVA", "/no/such/jdk"), "--version");
        Path old = Files.createDirectories(folder.resolve("jdk-17"));
        Files.createDirectories(old.resolve("bin"));
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/false"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
        Ended tooOld = run(script, Map.of("SEXTANT_JAVA", old.toString()), "--version");
        Ended passedOver = run(script, Map.of("JAVA_HOME", old.toString()), "--version");

        assertThat(absent.code()).isEqualTo(2);
        assertThat(absent.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").contains("/no/such/jdk");
        assertThat(tooOld.code()).isEqualTo(2);
        assertThat(tooOld.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").contains("JDK 17");
        assertThat(passedOver.out()).startsWith("Sextant ");
    }

    @Test
    void followsALinkToTheJavaOfAJdk() throws Exception {
        Path script = HOME.resolve("bin/sextant");
        Path old = Files.createDirectories(folder.resolve("jdk-17/bin"));
        Files.copy(Path.of("/bin/false"), old.resolve("java"));
        Files.writeString(folder.resolve("jdk-17/release"), "JAVA_VERSION=\"17.0.2\"\n");
        Files.createSymbolicLink(folder.resolve("alternative"), old.resolve("java"));
        Path link = Files.createSymbolicLink(folder.resolve("java"), Path.of("alternative"));
        Path current = Files.createSymbolicLink(folder.resolve("java25"),
                Path.of(System.getProperty("java.home"), "bin/java"));
        Ended tooOld = run(script, Map.of("SEXTANT_JAVA", link.toString()), "--version");

        assertThat(tooOld.code()).isEqualTo(2);
        assertThat(tooOld.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").contains("JDK 17");
        assertThat(run(script, Map.of("SEXTANT_JAVA", current.toString()), "--version").out()).startsWith("Sextant ");
    }

    @Test
    void asksAJavaWithoutAReleaseFileForItsVersion() throws Exception {
        Path script = HOME.resolve("bin/sextant");
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\necho 'openjdk version \"17.0.2\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path mute = Files.createSymbolicLink(folder.resolve("mute"), Path.of("/bin/false"));

        assertThat(run(script, Map.of("SEXTANT_JAVA", java.toString()), "--version").err())
                .startsWith("sextant: JDK 17 is too old").hasLineCount(1);
        assertThat(run(script, Map.of("SEXTANT_JAVA", mute.toString()), "--version").err())
                .matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").contains("version is not told");
    }

    @Test
    void bothScriptsKnowTheSameSettings() throws IOException {
        for (String name : List.of("sextant", "sextant.bat")) {
            assertThat(Files.readString(HOME.resolve("bin").resolve(name))).contains("SEXTANT_JAVA_OPTIONS",
                    "-Dsextant.terminal=", "is too old", "-version", "lib/start.aot".replace('/',
                            name.endsWith(".bat") ? '\\' : '/'));
        }
    }

    @Test
    void goesOnWithoutALog() throws Exception {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file, no folder");
        Ended ended = run(HOME.resolve("bin/sextant"), Map.of("XDG_STATE_HOME", blocked.toString()), "info",
                folder.toString());

        assertThat(ended.err()).startsWith("sextant: ").hasLineCount(1);
    }

    @Test
    void shipsEachLibraryOnce() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .toList();

            assertThat(names.stream().map(name -> name.replaceFirst("-\\d.*", ""))).doesNotHaveDuplicates();
            assertThat(names).noneMatch(name -> name.endsWith("-tests.jar") || name.startsWith("junit"));
        }
    }

    /// Copies the packaged program but for the native libraries, which no start needs.
    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> !each.getFileName().toString().contains("native")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
