import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs while Sextant is packaged, on the JDK that the build found: notes where that JDK lies, so that the start script
/// can fall back on it.
final class PackagedJdk {
    private PackagedJdk() {}

    public static void main(String[] args) throws IOException {
        Path note = Path.of(args[0]);
        Files.createDirectories(note.toAbsolutePath().getParent());
        Files.writeString(note, System.getProperty("java.home") + "\n");
    }
}
