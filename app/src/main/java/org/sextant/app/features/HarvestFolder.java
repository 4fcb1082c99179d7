package org.sextant.app.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.runtime.session.ModelCard;

/// Where harvests lie: `harvests/MODEL-HASH/SAE-HASH/CORPUS-TOKENS-HASH.duckdb` in the person's own data folder, so that
/// each SAE finds its own again, nothing is written into folders of models, and another corpus does not meet the harvest
/// of the first. Reads files: not for the UI thread.
///
/// @param root the folder of all harvests
record HarvestFolder(Path root) {
    private static final String ENDING = ".duckdb";
    private static final int DIGITS = 12;

    /// That of this person.
    static HarvestFolder ofPerson() {
        return new HarvestFolder(
                data(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv())
                        .resolve("harvests"));
    }

    static Path data(String system, Path home, Map<String, String> environment) {
        if (system.startsWith("Windows")) {
            return named(environment, "LOCALAPPDATA").orElse(home.resolve("AppData/Local")).resolve("Sextant");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Application Support/Sextant");
        }
        return named(environment, "XDG_DATA_HOME").orElse(home.resolve(".local/share")).resolve("sextant");
    }

    private static Optional<Path> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
    }

    /// Where the harvest of a corpus lies, or will; its folder is made.
    ///
    /// @throws IOException if the folder cannot be made or a file cannot be read
    Path store(ModelCard model, Path sae, Path corpus, long tokens) throws IOException {
        Path folder = folder(model, sae);
        Files.createDirectories(folder);
        return folder.resolve(stem(corpus) + "-" + tokens + "-" + hash(about(corpus)) + ENDING);
    }

    /// The harvest of an SAE that was written last.
    ///
    /// @throws IOException if the folder cannot be read
    Optional<Path> newest(ModelCard model, Path sae) throws IOException {
        Path folder = folder(model, sae);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .max(Comparator.comparing(HarvestFolder::written));
        }
    }

    private Path folder(ModelCard model, Path sae) throws IOException {
        return root.resolve(stem(model.folder()) + "-" + shortened(model.hash()))
                .resolve(stem(sae) + "-" + hash(weights(sae)));
    }

    /// Which SAE it is: its place, and the names, sizes and times of its files, without the labels that lie beside it.
    private static String weights(Path sae) throws IOException {
        if (!Files.isDirectory(sae)) {
            return about(sae);
        }
        StringBuilder all = new StringBuilder(sae.toRealPath().toString());
        try (Stream<Path> files = Files.list(sae)) {
            for (Path file : files.filter(each -> !each.endsWith("labels.json")).filter(Files::isRegularFile).sorted()
                    .toList()) {
                all.append('\n').append(about(file));
            }
        }
        return all.toString();
    }

    private static String about(Path file) throws IOException {
        return file.toRealPath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]{1,10}$", "")
                .replaceAll("[^\\p{L}\\p{N}_.-]+", "-");
    }

    private static String shortened(String hash) {
        String digits = hash.substring(hash.indexOf(':') + 1);
        return digits.substring(0, Math.min(DIGITS, digits.length()));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return shortened(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
