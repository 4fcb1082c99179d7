package org.sextant.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.RuleNumbers;
import org.sextant.runtime.testing.TensorFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Files of other tools as requests use them.
class SaePlacesTest {
    private static final int WIDTH = 32;
    private static final int FEATURES = 48;
    private static final Prompt PROMPT = new Prompt.Ids(List.of(1, 5, 9, 2));

    @TempDir
    private Path folder;

    private Optional<OpenFixture> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(OpenFixture::close);
    }

    private OpenFixture open() throws IOException {
        open = Optional.of(OpenFixture.of(CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).path(),
                Dtype.FLOAT32));
        return open.get();
    }

    private static TensorFiles weights() {
        return new TensorFiles().put("W_enc", RuleNumbers.fill("W_enc", WIDTH * FEATURES), WIDTH, FEATURES)
                .put("W_dec", RuleNumbers.fill("W_dec", WIDTH * FEATURES), FEATURES, WIDTH)
                .put("b_enc", new float[FEATURES], FEATURES).put("b_dec", new float[WIDTH], WIDTH)
                .put("threshold", new float[FEATURES], FEATURES);
    }

    @Test
    void theSiteOfTheFilesNamesIsTakenUnlessAnotherIsChosen() throws IOException {
        Path file = folder.resolve("gemma-scope-2b-pt-res/layer_0/width_16k/params.npz");
        weights().writeTo(file);
        OpenFixture model = open();
        FeaturesResult named = model.answer(new FeaturesRequest(PROMPT, file));
        assertThat(named.provenance().sites()).containsExactly("blocks.0.hook_resid_post");
        FeaturesResult chosen = model.answer(new FeaturesRequest(PROMPT,
                new SaePlace(file, Optional.of("blocks.1.hook_mlp_out"), Optional.empty())));
        assertThat(chosen.provenance().sites()).containsExactly("blocks.1.hook_mlp_out");
        assertThat(chosen.active()).isNotEqualTo(named.active());
        // Another tool's name for the first place.
        FeaturesResult alias = model.answer(new FeaturesRequest(PROMPT,
                new SaePlace(file, Optional.of("model.layers.0"), Optional.empty())));
        assertThat(alias.active()).isEqualTo(named.active());
        assertThatThrownBy(() -> model.answer(new FeaturesRequest(PROMPT,
                new SaePlace(file, Optional.of("blocks.0.mlp.hook_pre"), Optional.empty()))))
                .isInstanceOf(SextantException.class)
                .hasMessageContainingAll("32 numbers", "blocks.*.hook_resid_post", "hook_embed");
    }

    @Test
    void itsCardTellsWhyItDoesNotFitAModelAsTheRequestWould() throws IOException {
        Path file = folder.resolve("gemma-scope-2b-pt-res/layer_1/params.npz");
        weights().writeTo(file);
        ModelCard model = open().model().card();
        SaeCard card = SaeCard.read(file);
        assertThat(card.misfit(model)).isEmpty();
        assertThat(card.at("blocks.0.attn.hook_z").misfit(model)).isEmpty();
        assertThat(card.at("blocks.7.hook_resid_post").misfit(model)).hasValueSatisfying(
                why -> assertThat(why.what()).isEqualTo(model.name() + " has no blocks.7.hook_resid_post"));
        assertThat(card.at("blocks.0.mlp.hook_post").misfit(model))
                .hasValueSatisfying(why -> assertThat(why.what()).contains("vectors of 32 numbers"));
        assertThat(card.at("blocks.0.attn.hook_pattern").misfit(model))
                .hasValueSatisfying(why -> assertThat(why.what()).endsWith("has none a token"));
        Path nowhere = folder.resolve("somewhere/params.npz");
        weights().writeTo(nowhere);
        assertThat(SaeCard.read(nowhere).misfit(model))
                .hasValueSatisfying(why -> assertThat(why.what()).contains("at which site"));
    }

    @Test
    void whereItsFilesNameNoSiteTheEditDoes() throws IOException {
        Path file = folder.resolve("somewhere/params.npz");
        weights().writeTo(file);
        OpenFixture model = open();
        Edit edit = new FeatureEdit("blocks.0.hook_resid_post", Operation.ADD_FEATURE, file, 3, 50, Positions.ALL);

        RunResult plain = model.answer(new RunRequest(PROMPT, List.of(), 1, true));
        RunResult steered = model.answer(new RunRequest(PROMPT, List.of(), 1, true, new SteeringPlan(List.of(edit))));

        SteeringRow row = new SteeringRow("feature 3", 0, false, false, List.of(new SteeringRow.Part(edit, true)),
                List.of());
        assertThat(new SteeringFit(model.model().card(), SaeCard::read).problem(row)).isEmpty();
        assertThat(steered.logits().orElseThrow().toArray()).isNotEqualTo(plain.logits().orElseThrow().toArray());
    }

    @Test
    void aFileThatIsWrittenAnewIsReadAnew() throws IOException {
        Path file = folder.resolve("gemma-scope-2b-pt-res/layer_0/params.npz");
        weights().writeTo(file);
        OpenFixture model = open();
        FeaturesResult before = model.answer(new FeaturesRequest(PROMPT, file));
        float[] high = new float[FEATURES];
        Arrays.fill(high, 1e6f);
        weights().put("threshold", high, FEATURES).writeTo(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(model.answer(new FeaturesRequest(PROMPT, file)).active()).isEmpty();
        assertThat(before.active()).isNotEmpty();
    }

    @Test
    void transcodersReadWhatEntersTheMlpOfTheModel() throws IOException {
        Path file = folder.resolve("transcoders/layer_1.safetensors");
        weights().remove("threshold").writeTo(file);
        Files.writeString(file.resolveSibling("config.yaml"), "model_name: someone/small\n");
        FeaturesResult result = open().answer(new FeaturesRequest(PROMPT, file));
        assertThat(result.provenance().sites()).containsExactly("blocks.1.ln2.hook_normalized",
                "blocks.1.hook_mlp_out");
        assertThat(result.active()).isNotEmpty();
    }

    @Test
    void whatLiesBelowAFolderIsListedWithWhatIsWrong() throws IOException {
        weights().writeTo(folder.resolve("gemma-scope-2b-pt-mlp/layer_3/width_16k/average_l0_9/params.npz"));
        weights().remove("b_enc").writeTo(folder.resolve("params.npz"));
        Files.copy(Path.of("src", "test", "resources", "torch", "evil.pt"), folder.resolve("evil.pt"));
        SaeCatalog catalog = SaeCatalog.of(folder);
        assertThat(catalog.saes()).singleElement().satisfies(card -> {
            assertThat(card.format()).isEqualTo("Gemma Scope");
            assertThat(card.architecture()).isEqualTo("jumprelu");
            assertThat(card.k()).isEqualTo(OptionalInt.empty());
            assertThat(List.of(card.siteIn(), card.site())).containsOnly("blocks.3.hook_mlp_out");
            assertThat(card.siteFrom()).contains("layer_3");
            assertThat(card.width()).isEqualTo(WIDTH);
            assertThat(card.features()).isEqualTo(FEATURES);
        });
        assertThat(catalog.refused()).extracting(refused -> refused.file().getFileName().toString())
                .containsExactly("evil.pt", "params.npz");
        assertThat(catalog.refused().getFirst().why()).contains("posix.system");
        assertThat(catalog.refused().getLast().why()).contains("b_enc");
        assertThatThrownBy(() -> SaeCatalog.of(folder.resolve("none"))).isInstanceOf(SextantException.class);
    }
}
