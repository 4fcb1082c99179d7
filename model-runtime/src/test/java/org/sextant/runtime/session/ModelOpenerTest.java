package org.sextant.runtime.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelOpenerTest {
    private static final long PLENTY = 1L << 40;

    @TempDir
    private Path folder;
    private final ModelOpener opener = new ModelOpener(new MemoryBudget(device -> PLENTY));

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void inspectingTellsWhatOpeningFinds(String fixture) {
        OpenRequest request = new OpenRequest(new ModelLocation.Folder(Fixtures.folder(fixture)));
        ModelCard inspected = opener.inspect(request);
        try (LocalOpenModel model = opener.open(request, new RecordingContext())) {
            assertThat(model.card()).isEqualTo(inspected);
            assertThat(inspected.sites()).contains("hook_embed", "blocks.1.hook_resid_post");
            assertThat(inspected.layers()).isBetween(2, 6);
            assertThat(inspected.hash()).matches("[0-9a-f]{64}");
            assertThat(inspected.tokenizer()).isEmpty();
        }
    }

    @Test
    void aFolderWithANameOfItsOwnGoesByIt() {
        Path folder = Fixtures.folder("v4/llama");
        ModelCard named = opener.inspect(new OpenRequest(new ModelLocation.Named("demo:small", folder)));

        assertThat(named.name()).isEqualTo("demo:small");
        assertThat(named.folder()).isEqualTo(folder);
        assertThat(named.hash()).isEqualTo(opener.inspect(request("v4/llama", Dtype.FLOAT32)).hash());
    }

    @Test
    void parametersAndMemoryAreCounted() {
        ModelCard single = opener.inspect(request("v4/llama", Dtype.FLOAT32));
        ModelCard wide = opener.inspect(request("v4/llama", Dtype.FLOAT64));
        // Two tables of 97 × 32; a block of 2·32·32 + 2·16·32 + 3·64·32 + 2·32; the final norm's 32.
        assertThat(single.parameters()).isEqualTo(2 * 97 * 32 + 2 * (2048 + 1024 + 6144 + 64) + 32);
        assertThat(single.estimatedMemoryBytes()).isGreaterThan(4 * single.parameters());
        assertThat(wide.estimatedMemoryBytes()).isEqualTo(2 * single.estimatedMemoryBytes());
    }

    @Test
    void aModelThatDoesNotFitIsRefusedWithTheFiguresBeforeItLoads() {
        ModelOpener poor = new ModelOpener(new MemoryBudget(device -> 100 << 10));
        RecordingContext context = new RecordingContext();
        assertThatThrownBy(() -> poor.open(request("v4/llama", Dtype.FLOAT32), context))
                .isInstanceOfSatisfying(MemoryException.class, refusal -> {
                    assertThat(refusal.availableBytes()).isEqualTo(100 << 10);
                    assertThat(refusal.neededBytes()).isGreaterThan(100 << 10);
                    assertThat(refusal).hasMessageContaining("MiB").hasMessageContaining("0.1 MiB is free")
                            .hasMessageContaining("smaller model");
                });
        assertThat(context.updates(Update.Progress.class)).isEmpty();
    }

    @Test
    void theMemoryOfThisMachineIsKnown() {
        MemoryBudget here = MemoryBudget.ofThisMachine();
        ComputeChoice choice = new ComputeChoice("cpu", Dtype.FLOAT32);
        here.require(new MemoryEstimate(1, 1), "tiny", choice);
        assertThatThrownBy(() -> here.require(new MemoryEstimate(PLENTY, PLENTY), "huge", choice))
                .isInstanceOf(MemoryException.class).hasMessageContaining("2048.0 GiB");
    }

    @Test
    void progressCountsBytesAndEndsAtTheTotal() {
        RecordingContext context = new RecordingContext();
        opener.open(request("v4/gpt2", Dtype.FLOAT32), context).close();
        List<Update.Progress> told = context.updates(Update.Progress.class);
        assertThat(told).extracting(Update.Progress::done).isSorted();
        assertThat(told).extracting(Update.Progress::unit).containsOnly("bytes");
        assertThat(told.getLast().done()).isPositive().isLessThanOrEqualTo(told.getLast().total());
    }

    @Test
    void loadingCanBeCancelledAtAnyPoint() {
        RecordingContext whole = new RecordingContext();
        opener.open(request("v4/llama", Dtype.FLOAT32), whole).close();
        for (int looks = 0; looks < whole.looks(); looks += 7) {
            RecordingContext context = new RecordingContext(looks);
            assertThatThrownBy(() -> opener.open(request("v4/llama", Dtype.FLOAT32), context))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void float16OnTheProcessorIsRefusedWithTheReason() {
        assertThatThrownBy(() -> opener.inspect(request("v4/llama", Dtype.FLOAT16)))
                .isInstanceOf(RequestException.class).hasMessageContaining("float16")
                .hasMessageContaining("choose float32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpu", "cuda:99", "", "CPU"})
    void aDeviceThatIsNotThereIsRefusedWithThoseThatAre(String device) {
        OpenRequest request = new OpenRequest(new ModelLocation.Folder(Fixtures.folder("v4/llama")), device,
                Dtype.FLOAT32);
        assertThatThrownBy(() -> opener.inspect(request)).isInstanceOf(RequestException.class)
                .hasMessageContaining("'" + device + "'").hasMessageContaining("choose cpu");
    }

    @Test
    void aFolderWithoutAModelAndADamagedOneAreRefusedAndTheNextOpens() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CheckpointFolder truncated = CheckpointFolder.copyOf("v4/llama", folder.resolve("cut"))
                .truncated("model.safetensors", 10);
        CheckpointFolder wrong = CheckpointFolder.copyOf("v4/llama", folder.resolve("wrong"))
                .withConfig(config -> config.put("intermediate_size", 65));
        for (Path bad : List.of(empty, truncated.path(), wrong.path(), folder.resolve("missing"))) {
            OpenRequest request = new OpenRequest(new ModelLocation.Folder(bad));
            assertThatThrownBy(() -> opener.open(request, new RecordingContext()).close())
                    .isInstanceOf(SextantException.class).hasMessageContaining(bad.toString());
        }
        opener.open(request("v4/llama", Dtype.FLOAT32), new RecordingContext()).close();
    }

    @Test
    void float64AgreesWithFloat32() {
        Prompt.Ids prompt = OpenFixture.ids(5, 6, 7);
        try (OpenFixture single = OpenFixture.of("v4/llama");
                OpenFixture wide = OpenFixture.of(Fixtures.folder("v4/llama"), Dtype.FLOAT64)) {
            RunRequest request = new RunRequest(prompt, List.of("blocks.*"), 5, true);
            TensorValue expected = single.answer(request).logits().orElseThrow();
            RunResult result = wide.answer(request);
            for (int i = 0; i < expected.length(); i++) {
                assertThat(Math.abs(result.logits().orElseThrow().flat(i) - expected.flat(i))).isLessThan(1e-5f);
            }
            assertThat(wide.answer(new LensRequest(prompt, 3)).rows()).hasSize(3);
            assertThat(wide.answer(new GenerateRequest(prompt, 4, Sampling.GREEDY)).continuation())
                    .isEqualTo(single.answer(new GenerateRequest(prompt, 4, Sampling.GREEDY)).continuation());
        }
    }

    private static OpenRequest request(String fixture, Dtype dtype) {
        return new OpenRequest(new ModelLocation.Folder(Fixtures.folder(fixture)), "cpu", dtype);
    }
}
