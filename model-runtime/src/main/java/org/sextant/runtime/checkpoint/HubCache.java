package org.sextant.runtime.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The local cache of the Hugging Face hub, which its own tools fill. Nothing is downloaded here.
///
/// A model `org/name` lies in `models--org--name`.
public final class HubCache {
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*(/\\w[\\w.-]*)?");
    private static final Pattern REVISION = Pattern.compile("\\w[\\w.-]*(/\\w[\\w.-]*)*");
    private static final String FOLDER = "models--";
    /// What stands between a model and its revision.
    static final char AT = '@';

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
    /// @param address its name on the hub, such as `openai-community/gpt2`, or with a branch, a tag or the beginning of a
    ///        commit as `openai-community/gpt2@607a30d`
    /// @throws CheckpointException if the cache does not have the model, or only a part of it
    public Path find(String address) {
        int at = address.indexOf(AT);
        String repository = at < 0 ? address : address.substring(0, at);
        String revision = at < 0 ? "" : address.substring(at + 1);
        if (!NAME.matcher(repository).matches() || (at >= 0 && !REVISION.matcher(revision).matches())) {
            throw new CheckpointException("\"" + address + "\" is no model name", root,
                    "give it as org/name or org/name@revision, or give a folder");
        }
        var model = new CachedRepository(repository, root.resolve(FOLDER + repository.replace("/", "--")));
        if (!Files.isDirectory(model.folder())) {
            throw new CheckpointException("the model " + repository + " is not in the local Hugging Face cache", root,
                    "fetch it with: " + fetching(repository, revision) + ", or give a folder");
        }
        Path snapshot = revision.isEmpty() ? model.snapshot() : model.snapshot(revision);
        refuseIncomplete(snapshot, repository, revision);
        return snapshot;
    }

    /// What of the cache can be opened, sorted by name: models as `org/name`, and their other revisions as
    /// `org/name@revision`. Revisions without a configuration, as interrupted downloads leave them, are left out.
    ///
    /// @throws CheckpointException if the cache is there and may not be read
    public List<String> addresses() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        return Folders.list(root).stream().filter(folder -> folder.getFileName().toString().startsWith(FOLDER))
                .map(folder -> new CachedRepository(
                        folder.getFileName().toString().substring(FOLDER.length()).replaceFirst("--", "/"), folder))
                .flatMap(CachedRepository::addresses).toList();
    }

    /// The command that fetches a model.
    static String fetching(String repository, String revision) {
        return "hf download " + repository + (revision.isEmpty() ? "" : " --revision " + revision);
    }

    /// An interrupted download leaves files out, or links to blobs that never came.
    private static void refuseIncomplete(Path snapshot, String repository, String revision) {
        for (Path file : Folders.list(snapshot)) {
            if (!Files.exists(file)) {
                throw incomplete("its file " + file.getFileName() + " is a link to nothing", snapshot, repository,
                        revision);
            }
        }
        if (!Files.exists(snapshot.resolve("config.json"))) {
            throw incomplete("it has no config.json", snapshot, repository, revision);
        }
        Path index = snapshot.resolve(WeightFiles.INDEX);
        if (Files.exists(index) && !Files.exists(snapshot.resolve(WeightFiles.SINGLE))) {
            for (String shard : WeightFiles.weightMap(index).values()) {
                if (!Files.exists(snapshot.resolve(shard))) {
                    throw incomplete("its shard " + shard + " is missing", snapshot, repository, revision);
                }
            }
        }
    }

    static CheckpointException incomplete(String what, Path where, String repository, String revision) {
        String address = revision.isEmpty() ? repository : repository + AT + revision;
        return new CheckpointException("the model " + address + " was fetched only in part: " + what, where,
                "fetch the rest with: " + fetching(repository, revision));
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
