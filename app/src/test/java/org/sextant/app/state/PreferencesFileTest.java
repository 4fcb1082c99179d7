package org.sextant.app.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.session.Sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PreferencesFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsReadAgain() {
        var file = new PreferencesFile(folder.resolve("deep/er/preferences.json"));
        Preferences preferences = Preferences.DEFAULT.withTheme(ThemeChoice.DARK).withRecentModel("/models/a")
                .withRecentModel("org/b").withRecentPrompt(new RecentPrompt("line\nline “quoted”", false))
                .withRecentPrompt(new RecentPrompt("1, 2", true)).withRecentPrompt(new RecentPrompt("1, 2", false))
                .withWindow(new WindowBounds(-8, 4, 1440, 900, true))
                .withGeneration(new GenerationSettings(new Sampling(0, 5, 0.5, Long.MIN_VALUE), 7,
                        GenerationSettings.Follow.WHOLE, true));
        file.save(preferences);
        assertThat(file.load()).isEqualTo(preferences);
    }

    @Test
    void aMissingOrDamagedFileGivesTheDefaults() throws IOException {
        Path path = folder.resolve("preferences.json");
        assertThat(new PreferencesFile(path).load()).isEqualTo(Preferences.DEFAULT);
        for (String damage : new String[]{"", "{", "[1]", "{\"theme\": 7, \"window\": {\"width\": -1}}"}) {
            Files.writeString(path, damage);
            assertThat(new PreferencesFile(path).load()).as(damage).isEqualTo(Preferences.DEFAULT);
        }
    }

    @Test
    void whatCannotBeSavedLeavesNothingBehind() throws IOException {
        Path path = Files.createDirectories(folder.resolve("preferences.json/in the way")).getParent();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new PreferencesFile(path).save(Preferences.DEFAULT));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aModelOpenedAgainMovesToTheHead() {
        Preferences preferences = Preferences.DEFAULT.withRecentModel("a").withRecentModel("b").withRecentModel("a");
        assertThat(preferences.recentModels()).containsExactly("a", "b");
    }
}
