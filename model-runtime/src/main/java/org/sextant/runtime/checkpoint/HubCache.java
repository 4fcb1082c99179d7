package org.sextant.runtime.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The local cache of the Hugging Face hub, which its own tools fill. Nothing is downloaded here.
///
/// A model `org/name` lies in `models--org--name`: `refs/main` holds the revision that was fetched last, and
/// `snapshots/<revision>` its files, most of them links into `blobs`.
public final class HubCache {
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*(/\\w[\\w.-]*)?");

    private final Path root;

    /// The cache that these variables point to: `HF_HUB_CACHE`, else `HF_HOME/hub`, else
    /// `XDG_CACHE_HOME/huggingface/hub`, else `.cache/huggingface/hub` in the home folder.
    public HubCache(Map<String, String> environment, Path home) {
        this.root = variable(environment, home, "HF_HUB_CACHE")
                .or(() -> variable(environment, home, "HF_HOME").map(path -> path.resolve("hub")))
                .or(() -> variable(environment, home, "XDG_CACHE_HOME").map(path -> path.resolve("huggingface/hub")))
                .orElse(home.resolve(".cache/huggingface/hub"));
    }

    /// The cache of the person who runs this process.
    public static HubCache ofThisUser() {
        return new HubCache(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /// The folder with a model's files.
    ///
    /// @param repository its name on the hub, such as `openai-community/gpt2`
    /// @throws CheckpointException if the cache does not have the model, or only a part of it
    public Path find(String repository) {
        if (!NAME.matcher(repository).matches()) {
            throw new CheckpointException("\"" + repository + "\" is no model name", root,
                    "give it as org/name, or give a folder");
        }
        Path model = root.resolve("models--" + repository.replace("/", "--"));
        if (!Files.isDirectory(model)) {
            throw new CheckpointException("the model " + repository + " is not in the local Hugging Face cache", root,
                    "fetch it with: hf download " + repository + ", or give a folder");
        }
        Path snapshot = snapshot(model, repository);
        refuseIncomplete(snapshot, repository);
        return snapshot;
    }

    private static Path snapshot(Path model, String repository) {
        Path main = model.resolve("refs").resolve("main");
        if (Files.exists(main)) {
            String revision = new String(Json.bytes(main), StandardCharsets.UTF_8).strip();
            Path snapshot = model.resolve("snapshots").resolve(revision).normalize();
            if (snapshot.startsWith(model) && Files.isDirectory(snapshot)) {
                return snapshot;
            }
            throw incomplete("its revision " + revision + " has no files", main, repository);
        }
        // A model that was fetched at a revision has no refs/main; with one snapshot there is no doubt which is meant.
        List<Path> snapshots = Files.isDirectory(model.resolve("snapshots"))
                ? Folders.list(model.resolve("snapshots"))
                : List.of();
        if (snapshots.isEmpty()) {
            throw incomplete("it has no snapshot", model, repository);
        }
        if (snapshots.size() > 1) {
            throw new CheckpointException("the model " + repository + " is there in " + snapshots.size()
                    + " revisions and none is marked as main", model,
                    "give the folder of one: " + snapshots.getFirst());
        }
        return snapshots.getFirst();
    }

    /// An interrupted download leaves files out, or links to blobs that never came.
    private static void refuseIncomplete(Path snapshot, String repository) {
        for (Path file : Folders.list(snapshot)) {
            if (!Files.exists(file)) {
                throw incomplete("its file " + file.getFileName() + " is a link to nothing", snapshot, repository);
            }
        }
        if (!Files.exists(snapshot.resolve("config.json"))) {
            throw incomplete("it has no config.json", snapshot, repository);
        }
        Path index = snapshot.resolve(WeightFiles.INDEX);
        if (Files.exists(index) && !Files.exists(snapshot.resolve(WeightFiles.SINGLE))) {
            for (String shard : WeightFiles.weightMap(index).values()) {
                if (!Files.exists(snapshot.resolve(shard))) {
                    throw incomplete("its shard " + shard + " is missing", snapshot, repository);
                }
            }
        }
    }

    private static CheckpointException incomplete(String what, Path where, String repository) {
        return new CheckpointException("the model " + repository + " was fetched only in part: " + what, where,
                "fetch the rest with: hf download " + repository);
    }

    private static Optional<Path> variable(Map<String, String> environment, Path home, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            return Optional.empty();
        }
        boolean underHome = value.equals("~") || value.startsWith("~/");
        return Optional.of(underHome ? home.resolve(value.substring(Math.min(2, value.length()))) : Path.of(value));
    }
}
