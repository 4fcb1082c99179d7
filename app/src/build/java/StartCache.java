import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs while Sextant is packaged: lets a JVM with the options of the start scripts rehearse a start and leave the
/// cache from which later starts take their classes. The cache only saves time; where none can be made, the package is
/// whole without it.
final class StartCache {
    private static final int MINUTES = 5;

    private StartCache() {}

    /// @param args home of the packaged program, a model folder to rehearse with, a folder for what is written, then
    ///         the options of the JVM but for its paths
    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]).toRealPath();
        Path scratch = Files.createDirectories(Path.of(args[2]));
        Path cache = home.resolve("lib/start.aot");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(args).subList(3, args.length));
        command.addAll(List.of("--module-path", home.resolve("lib/javafx").toString(), "-cp",
                home.resolve("lib/sextant-app.jar").toString(), "-XX:AOTCacheOutput=" + cache, "-Xlog:disable",
                "org.sextant.app.Rehearsal", args[1], scratch.toString()));
        if (!run(command, scratch)) {
            Files.deleteIfExists(cache);
        }
    }

    private static boolean run(List<String> command, Path scratch) throws IOException, InterruptedException {
        File log = scratch.resolve("log").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("XDG_STATE_HOME", scratch.toString());
        builder.environment().put("XDG_CACHE_HOME", scratch.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return ended && process.exitValue() == 0;
    }
}
