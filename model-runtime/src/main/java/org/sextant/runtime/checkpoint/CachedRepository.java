package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One model of the local Hugging Face cache with its revisions: `snapshots/<commit>` holds the files of one, most of them
/// links into `blobs`, and `refs/<branch or tag>` the commit that it stood for when it was fetched.
///
/// @param name on the hub, as `org/name`
/// @param folder where all of it lies
record CachedRepository(String name, Path folder) {
    private static final String MAIN = "main";
    private static final int SHORT_COMMIT = 7;

    /// The files of the revision that is meant where none is named: of `main`, or of the only one that can be opened.
    ///
    /// @throws CheckpointException if there is none, or no telling which
    Path snapshot() {
        Optional<String> main = commit(MAIN);
        if (main.isPresent()) {
            return ofCommit(main.get()).orElseThrow(
                    () -> HubCache.incomplete("its revision " + main.get() + " has no files",
                            folder.resolve("refs").resolve(MAIN), name, ""));
        }
        // A model that was fetched at a revision has no refs/main; with one snapshot there is no doubt which is meant.
        List<Path> snapshots = preferred(snapshots());
        if (snapshots.isEmpty()) {
            throw HubCache.incomplete("it has no snapshot", folder, name, "");
        }
        if (snapshots.size() > 1) {
            throw new CheckpointException("the model " + name + " is there in " + snapshots.size()
                    + " revisions and none is marked as main", folder,
                    "name one: " + name + HubCache.AT + snapshots.getFirst().getFileName());
        }
        return snapshots.getFirst();
    }

    /// The files of a revision.
    ///
    /// @param revision a branch, a tag or the beginning of a commit
    /// @throws CheckpointException if it names none, or several
    Path snapshot(String revision) {
        Optional<Path> named = commit(revision).flatMap(this::ofCommit);
        if (named.isPresent()) {
            return named.get();
        }
        List<Path> begun = preferred(snapshots().stream()
                .filter(snapshot -> snapshot.getFileName().toString().startsWith(revision)).toList());
        if (begun.isEmpty()) {
            throw new CheckpointException("the local Hugging Face cache has no revision " + revision + " of " + name,
                    folder, "fetch it with: " + HubCache.fetching(name, revision));
        }
        if (begun.size() > 1) {
            throw new CheckpointException(begun.size() + " revisions of " + name + " begin with " + revision, folder,
                    "give more of the commit, such as " + begun.getFirst().getFileName());
        }
        return begun.getFirst();
    }

    /// What can be opened: the model by its name, other revisions by theirs. Those without a configuration, as interrupted
    /// downloads leave them, are left out.
    ///
    /// @throws CheckpointException if the folder may not be read
    Stream<String> addresses() {
        List<Path> snapshots = configured(snapshots());
        Optional<String> main = commit(MAIN);
        boolean one = snapshots.size() == 1 && main.isEmpty();
        Map<String, String> names = names();
        return snapshots.stream().map(snapshot -> snapshot.getFileName().toString())
                .map(commit -> one || main.filter(commit::equals).isPresent()
                        ? name
                        : name + HubCache.AT + names.getOrDefault(commit,
                                commit.substring(0, Math.min(SHORT_COMMIT, commit.length()))))
                .sorted();
    }

    /// Those that can be opened. Where none can it is one of the others, for there is nothing to choose: what it lacks is
    /// said of it.
    private static List<Path> preferred(List<Path> snapshots) {
        List<Path> configured = configured(snapshots);
        return configured.isEmpty() ? snapshots.stream().limit(1).toList() : configured;
    }

    /// Those with a configuration, which interrupted downloads lack.
    private static List<Path> configured(List<Path> snapshots) {
        return snapshots.stream().filter(snapshot -> Files.exists(snapshot.resolve("config.json"))).toList();
    }

    /// The branch or tag that each commit goes by.
    private Map<String, String> names() {
        Path refs = folder.resolve("refs");
        if (!Files.isDirectory(refs)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(refs)) {
            return files.filter(Files::isRegularFile).map(file -> refs.relativize(file).toString().replace('\\', '/'))
                    .sorted().collect(Collectors.toMap(ref -> commit(ref).orElse(""), ref -> ref,
                            (first, later) -> first));
        } catch (IOException failure) {
            throw CheckpointException.reading(refs, failure);
        }
    }

    /// The commit that a branch or tag stands for.
    private Optional<String> commit(String ref) {
        return inside("refs", ref).filter(Files::isRegularFile)
                .map(file -> new String(Json.bytes(file), StandardCharsets.UTF_8).strip());
    }

    private Optional<Path> ofCommit(String commit) {
        return inside("snapshots", commit).filter(Files::isDirectory);
    }

    /// Nothing that is named leads out of the model's folder.
    private Optional<Path> inside(String part, String name) {
        Path within = folder.resolve(part);
        return Optional.of(within.resolve(name).normalize()).filter(path -> path.startsWith(within));
    }

    private List<Path> snapshots() {
        Path snapshots = folder.resolve("snapshots");
        return Files.isDirectory(snapshots) ? Folders.list(snapshots) : List.of();
    }
}
