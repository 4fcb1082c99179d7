package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.features.SmallSae;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.FeaturePageRequest;
import org.sextant.runtime.session.HarvestRequest;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// `feature` on a small model whose tokens are letters.
class FeatureCommandTest {
    @TempDir
    Path folder;

    @Test
    void thePageIsThatOfTheRequestAndOfTheHarvest() throws IOException {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        Path sae = folder.resolve("sae");
        Path store = folder.resolve("harvest.duckdb");
        Path texts = SmallSae.texts(folder.resolve("texts.txt"));
        FeaturePage page;
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(model))).await()) {
            SmallSae.train(open, texts, sae);
            open.submit(new HarvestRequest(sae, texts, 600, store)).await();
            page = open.submit(new FeaturePageRequest(sae, 7, 5)).await();
        }
        FeatureLabels.of(sae).with(7, "a rope").write(sae);

        CommandRun run = CommandRun.of("feature", model.toString(), "--sae", sae.toString(), "--feature", "7", "--top",
                "5", "--store", store.toString());
        assertThat(run.err()).isEmpty();
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.fieldNames()).toIterable().containsExactly("feature", "label", "decoder_norm", "promoted",
                "suppressed", "without_logits", "neighbours", "harvest", "provenance");
        assertThat(json.get("label").textValue()).isEqualTo("a rope");
        assertThat(json.get("decoder_norm").doubleValue()).isEqualTo(page.decoderNorm());
        assertThat(json.get("promoted")).hasSize(5);
        assertThat(json.get("promoted").get(0).get("effect").doubleValue())
                .isEqualTo(page.promoted().getFirst().effect());
        assertThat(json.get("neighbours").get(0).get("feature").intValue())
                .isEqualTo(page.neighbours().getFirst().feature());
        HarvestedFeature counted = HarvestFile.feature(store, 7);
        assertThat(json.get("harvest").get("density").doubleValue()).isEqualTo(counted.density());
        assertThat(json.get("harvest").get("strongest")).hasSameSizeAs(counted.strongest());
        assertThat(json.get("provenance").get("settings").toString()).contains("store=" + store);

        CommandRun outside = CommandRun.of("feature", model.toString(), "--sae", sae.toString(), "--feature", "48");
        assertThat(outside.code()).isEqualTo(2);
        assertThat(outside.err()).contains("there is no feature 48");
    }
}
