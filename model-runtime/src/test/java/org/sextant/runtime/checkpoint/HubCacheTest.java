package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HubCacheTest {
    private static final String NAME = "tiny-org/tiny.model-1";
    private static final String REVISION = "0123abcd";

    @TempDir
    private Path home;

    @Test
    void theMoreParticularVariableWins() {
        looksIn(Map.of(), root());
        looksIn(Map.of("XDG_CACHE_HOME", "/x"), Path.of("/x/huggingface/hub"));
        looksIn(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "~/hf"), home.resolve("hf/hub"));
        looksIn(Map.of("HF_HOME", "/h", "HF_HUB_CACHE", "/c"), Path.of("/c"));
        looksIn(Map.of("HF_HUB_CACHE", " ", "HF_HOME", "/h"), Path.of("/h/hub"));
    }

    @Test
    void aModelOpensThroughItsLinks() throws IOException {
        Path snapshot = fetched();
        assertThat(cache().find(NAME)).isEqualTo(snapshot);
        try (var checkpoint = Checkpoint.open(cache().find(NAME))) {
            assertThat(checkpoint.config().modelType()).isEqualTo("llama");
            assertThat(checkpoint.weights().names()).contains("lm_head.weight");
        }
    }

    @Test
    void theRevisionThatMainPointsToIsMeant() throws IOException {
        Path snapshot = fetched();
        Files.createDirectories(snapshot.resolveSibling("ffff"));
        assertThat(cache().find(NAME)).isEqualTo(snapshot);
    }

    @Test
    void theOnlySnapshotIsMeantWithoutMain() throws IOException {
        Path snapshot = fetched();
        Files.delete(model().resolve("refs/main"));
        assertThat(cache().find(NAME)).isEqualTo(snapshot);

        Files.writeString(Files.createDirectories(snapshot.resolveSibling("ffff")).resolve("config.json"), "{}");
        refused(NAME, "2 revisions", "name one: " + NAME + "@" + REVISION);
    }

    /// What is offered opens, however many downloads were interrupted beside it.
    @Test
    void interruptedDownloadsLeaveNoDoubtWhichRevisionIsMeant() throws IOException {
        Path snapshot = fetched();
        Files.delete(model().resolve("refs/main"));
        Files.createDirectories(snapshot.resolveSibling("00ff"));
        Files.createDirectories(snapshot.resolveSibling(REVISION + "ff"));
        assertThat(cache().addresses()).containsExactly(NAME);
        assertThat(cache().find(NAME)).isEqualTo(snapshot);
        assertThat(cache().find(NAME + "@" + REVISION.substring(0, 4))).isEqualTo(snapshot);

        Files.delete(snapshot.resolve("config.json"));
        assertThat(cache().addresses()).isEmpty();
        refused(NAME, "fetched only in part", "no config.json", "hf download " + NAME);
    }

    @Test
    void aRevisionGoesByItsBranchItsTagOrTheBeginningOfItsCommit() throws IOException {
        Path main = fetched();
        Path other = revision("fedc9876", "pr/7");
        assertThat(cache().find(NAME)).isEqualTo(main);
        assertThat(cache().find(NAME + "@main")).isEqualTo(main);
        assertThat(cache().find(NAME + "@pr/7")).isEqualTo(other);
        assertThat(cache().find(NAME + "@fedc")).isEqualTo(other);
        assertThat(cache().addresses()).containsExactly(NAME, NAME + "@pr/7");

        revision("fedc1111", "v2");
        refused(NAME + "@fedc", "2 revisions", "begin with fedc", "give more of the commit");
        refused(NAME + "@v3", "no revision v3", "hf download " + NAME + " --revision v3");
        refused(NAME + "@../../elsewhere", "no model name");
    }

    @Test
    void revisionsWithoutAConfigurationAreNotListed() throws IOException {
        assertThat(cache().addresses()).isEmpty();
        Path snapshot = fetched();
        Files.createDirectories(snapshot.resolveSibling("ffff"));
        assertThat(cache().addresses()).containsExactly(NAME);
        Files.delete(model().resolve("refs/main"));
        assertThat(cache().addresses()).containsExactly(NAME);
    }

    private Path revision(String commit, String ref) throws IOException {
        Path snapshot = Files.createDirectories(model().resolve("snapshots").resolve(commit));
        Files.writeString(snapshot.resolve("config.json"), "{}");
        Path named = model().resolve("refs").resolve(ref);
        Files.createDirectories(named.getParent());
        Files.writeString(named, commit);
        return snapshot;
    }

    @Test
    void aModelThatIsNotThereComesWithTheCommandThatFetchesIt() {
        refused("other/model", "not in the local Hugging Face cache", root().toString(),
                "hf download other/model");
    }

    @Test
    void aNameCannotLeadOutOfTheCache() {
        refused("../secret", "no model name");
        refused("a/b/c", "no model name");
    }

    @Test
    void aRevisionCannotLeadOutOfTheModel() throws IOException {
        fetched();
        Files.writeString(model().resolve("refs/main"), "../../../elsewhere");
        Files.createDirectories(home.resolve(".cache/huggingface/elsewhere"));
        refused(NAME, "fetched only in part");
    }

    @Test
    void whatAnInterruptedDownloadLeftIsExplained() throws IOException {
        Path snapshot = fetched();
        Files.delete(model().resolve("blobs/model.safetensors"));
        refused(NAME, "fetched only in part", "model.safetensors is a link to nothing", snapshot.toString(),
                "hf download " + NAME);

        Files.delete(snapshot.resolve("model.safetensors"));
        Files.writeString(snapshot.resolve("model.safetensors.index.json"), """
                {"weight_map":{"a":"model-00001-of-00001.safetensors"}}""");
        refused(NAME, "its shard model-00001-of-00001.safetensors is missing");

        Files.delete(snapshot.resolve("config.json"));
        refused(NAME, "it has no config.json");

        Files.writeString(model().resolve("refs/main"), "dead");
        refused(NAME, "revision dead has no files");
    }

    private Path fetched() throws IOException {
        Path snapshot = Files.createDirectories(model().resolve("snapshots").resolve(REVISION));
        Files.createDirectories(model().resolve("blobs"));
        for (String file : new String[]{"config.json", "model.safetensors"}) {
            Files.copy(Fixtures.folder("v4/llama").resolve(file), model().resolve("blobs").resolve(file));
            Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs").resolve(file));
        }
        Files.createDirectories(model().resolve("refs"));
        Files.writeString(model().resolve("refs/main"), REVISION + "\n");
        return snapshot;
    }

    private Path model() {
        return root().resolve("models--tiny-org--tiny.model-1");
    }

    private HubCache cache() {
        return new HubCache(Map.of(), home);
    }

    private Path root() {
        return home.resolve(".cache/huggingface/hub");
    }

    private void looksIn(Map<String, String> environment, Path folder) {
        assertThatThrownBy(() -> new HubCache(environment, home).find(NAME)).isInstanceOfSatisfying(
                CheckpointException.class, refusal -> assertThat(refusal.where()).isEqualTo(folder.toString()));
    }

    private void refused(String name, String... saying) {
        assertThatThrownBy(() -> cache().find(name)).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(saying);
    }
}
