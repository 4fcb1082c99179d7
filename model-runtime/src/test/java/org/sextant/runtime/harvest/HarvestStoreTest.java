package org.sextant.runtime.harvest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class HarvestStoreTest {
    private static final int FEATURES = 10;
    private static final HarvestKey KEY = new HarvestKey("m", "s", "c", FEATURES, 1000, 64, 1);
    private static final InventedTexts TEXTS = InventedTexts.of(FEATURES, 40, 0.15, 2);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("harvest.duckdb");
    }

    private HarvestStore open() {
        return HarvestStore.open(file, KEY, Map.of("model_name", "small"), TEXTS::ids);
    }

    private void keep(FeatureTally tally, HarvestProgress progress) {
        try (HarvestStore store = open()) {
            store.save(tally, progress);
        }
    }

    @Test
    void whatWasKeptIsReadBack() {
        FeatureTally tally = TEXTS.tally();
        keep(tally, new HarvestProgress(3, 40, true));

        HarvestSummary summary = HarvestFile.summary(file);
        HarvestedFeature feature = HarvestFile.feature(file, 4);

        assertThat(summary.about()).containsEntry("model_name", "small").containsEntry("sae", "s");
        assertThat(summary.tokens()).isEqualTo(tally.tokens());
        assertThat(summary.complete()).isTrue();
        assertThat(summary.features()).hasSize(FEATURES);
        assertThat(summary.dead()).isEqualTo(0.1);
        assertThat(summary.density(4)).isEqualTo((double) tally.tokensActive(4) / tally.tokens());
        assertThat(feature.row()).isEqualTo(summary.features().get(4));
        assertThat(feature.row().mean()).isCloseTo(tally.sum(4) / tally.tokensActive(4), within(1e-12));
        assertThat(feature.histogram().stream().mapToInt(Integer::intValue).sum()).isEqualTo(tally.tokensActive(4));
        assertThat(feature.strongest()).hasSameSizeAs(tally.strongest(4)).allSatisfy(example -> {
            int at = example.token() - example.firstToken();
            assertThat(example.ids().get(at)).as("the id tells text and token")
                    .isEqualTo(1000 * example.text() + example.token());
            assertThat(example.activations().get(at)).isEqualTo(example.activation());
        });
        assertThat(feature.random()).hasSize(10);
        assertThat(feature.together()).isNotEmpty().isSortedAccordingTo(
                (one, other) -> Long.compare(other.tokens(), one.tokens()));
        HarvestedFeature.Together most = feature.together().getFirst();
        long either = feature.row().tokens() + summary.features().get(most.feature()).tokens() - most.tokens();
        assertThat(most.jaccard()).isCloseTo((double) most.tokens() / either, within(1e-12));
    }

    @Test
    void aBrokenOffHarvestGoesOnAsIfNothingHadHappened() {
        FeatureTally first = new FeatureTally(FEATURES);
        TEXTS.add(first, 0, 17);
        keep(first, new HarvestProgress(1, 17, false));

        FeatureTally second = new FeatureTally(FEATURES);
        try (HarvestStore store = open()) {
            assertThat(store.load(second)).isEqualTo(new HarvestProgress(1, 17, false));
            TEXTS.add(second, 17, 40);
            store.save(second, new HarvestProgress(2, 40, true));
        }

        Path whole = file;
        HarvestSummary resumed = HarvestFile.summary(whole);
        HarvestedFeature resumedFeature = HarvestFile.feature(whole, 2);
        file = folder.resolve("other.duckdb");
        keep(TEXTS.tally(), new HarvestProgress(2, 40, true));
        assertThat(resumed).isEqualTo(HarvestFile.summary(file));
        assertThat(resumedFeature).isEqualTo(HarvestFile.feature(file, 2));
    }

    @Test
    void aCopyTakenWhileTheFileIsOpenHoldsWhatWasKeptLast() throws IOException {
        FeatureTally tally = new FeatureTally(FEATURES);
        TEXTS.add(tally, 0, 20);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        try (HarvestStore store = open(); Stream<Path> parts = Files.list(folder)) {
            store.save(tally, new HarvestProgress(1, 20, false));
            for (Path part : parts.filter(Files::isRegularFile).toList()) {
                Files.copy(part, killed.resolve(part.getFileName()));
            }
        }

        assertThat(HarvestFile.summary(killed.resolve("harvest.duckdb")).tokens()).isEqualTo(tally.tokens());
    }

    @Test
    void anotherHarvestIsNotWrittenOver() {
        keep(TEXTS.tally(), new HarvestProgress(1, 40, true));
        HarvestKey other = new HarvestKey("m", "another sae", "c", FEATURES, 1000, 64, 1);

        assertThatThrownBy(() -> HarvestStore.open(file, other, Map.of(), TEXTS::ids))
                .isInstanceOf(HarvestException.class).hasMessageContaining("another sae (s and not another sae)")
                .hasMessageContaining("choose another file");
        assertThat(HarvestFile.summary(file).complete()).isTrue();
    }

    @Test
    void whatCannotBeKeptLeavesWhatWasKeptBefore() {
        FeatureTally first = new FeatureTally(FEATURES);
        TEXTS.add(first, 0, 10);
        keep(first, new HarvestProgress(1, 10, false));

        HarvestStore broken = HarvestStore.open(file, KEY, Map.of(), _ -> {
            throw new IllegalStateException("planted");
        });
        try (broken) {
            assertThatThrownBy(() -> broken.save(TEXTS.tally(), new HarvestProgress(2, 40, true)))
                    .hasMessageContaining("planted");
        }

        assertThat(HarvestFile.summary(file).tokens()).isEqualTo(first.tokens());
    }

    @Test
    void filesThatAreNoHarvestSaySo() throws IOException {
        Files.writeString(file, "no database, but long enough to look at. ".repeat(400));

        assertThatThrownBy(this::open).isInstanceOf(HarvestException.class).hasMessageContaining("no harvest");
        assertThatThrownBy(() -> HarvestFile.summary(file)).isInstanceOf(HarvestException.class);
        assertThatThrownBy(() -> HarvestFile.summary(folder.resolve("none.duckdb")))
                .isInstanceOf(HarvestException.class).hasMessageContaining("there is no harvest");
        assertThatThrownBy(() -> HarvestStore.open(folder.resolve("no/where.duckdb"), KEY, Map.of(), TEXTS::ids))
                .isInstanceOf(HarvestException.class).hasMessageContaining("no such folder");
    }

    @Test
    void aFeatureThatIsNotThereIsRefused() {
        keep(TEXTS.tally(), new HarvestProgress(1, 40, true));

        assertThatThrownBy(() -> HarvestFile.feature(file, FEATURES)).isInstanceOf(HarvestException.class)
                .hasMessageContaining("there is no feature 10").hasMessageContaining("from 0 to 9");
    }

    @Test
    void tablesAreExportedForOtherPrograms() throws IOException, SQLException {
        FeatureTally tally = TEXTS.tally();
        keep(tally, new HarvestProgress(1, 40, true));
        Path parquet = folder.resolve("features.parquet");
        Path csv = folder.resolve("pairs.csv");

        HarvestFile.export(file, HarvestFile.Table.FEATURES, parquet);
        HarvestFile.export(file, HarvestFile.Table.COACTIVATIONS, csv);

        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = database.createStatement().executeQuery(
                        "select feature, tokens, len(histogram) from '" + parquet + "' where feature = 6")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(2)).isEqualTo(tally.tokensActive(6));
            assertThat(rows.getInt(3)).isEqualTo(FeatureHistograms.BINS);
        }
        assertThat(Files.readAllLines(csv)).first().isEqualTo("feature,other,tokens");
    }
}
