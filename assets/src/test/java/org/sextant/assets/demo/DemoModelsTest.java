package org.sextant.assets.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DemoModelsTest {
    @TempDir
    private Path folder;

    @Test
    void onlyWhatHasBeenMadeIsOffered() throws IOException {
        DemoModels demos = DemoModels.in(SmallDemos.write(folder));

        assertThat(demos.all()).extracting(DemoModel::address).containsExactly("demo:small");
        assertThat(demos.find("small")).isPresent();
        assertThat(demos.find("unmade")).isEmpty();
        Files.delete(folder.resolve("small/tokenizer.json"));
        assertThat(demos.all()).isEmpty();
    }

    @Test
    void anEntrySaysWhatToTryAndHowLargeItIs() throws IOException {
        DemoModel small = DemoModels.in(SmallDemos.write(folder)).at("demo:small");

        assertThat(small.suggestions()).containsExactly(new DemoModel.Suggestion("Who", "When Anna"));
        assertThat(small.firstPrompt()).isEqualTo("When");
        assertThat(small.bytes()).isGreaterThan(Files.size(folder.resolve("small/model.safetensors")));
    }

    @Test
    void filesThatLieInTheOpenAreUsedWhereTheyAre() throws IOException {
        DemoModels demos = DemoModels.in(SmallDemos.write(folder));
        Path found = demos.folder(demos.at("demo:small"));

        assertThat(found).isEqualTo(folder.resolve("small"));
        try (Session session = Session.local()) {
            ModelCard card = session.inspect(new OpenRequest(new ModelLocation.Folder(found)));
            assertThat(card.modelType()).isEqualTo("llama");
            assertThat(card.tokenizer()).isPresent();
        }
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatExist() throws IOException {
        DemoModels demos = DemoModels.in(SmallDemos.write(folder));

        assertThatExceptionOfType(DemoException.class).isThrownBy(() -> demos.at("demo:unmade"))
                .withMessage("there is no demo model of this name, demo:unmade; choose demo:small, or give a model"
                        + " folder or org/name");
        assertThatExceptionOfType(DemoException.class).isThrownBy(() -> DemoModels.in(folder.resolve("no")).at("demo:"))
                .withMessageContaining("none is bundled");
    }

    @Test
    void aFileOfAModelNeverLeadsOutOfItsFolder() {
        for (String name : List.of("../config.json", "a\\b", "..", "", "/etc/passwd", "saes/../../x", "saes//x", "C:x",
                "./x")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new DemoFile(name, 1, "00"));
        }
    }

    @Test
    void whatLiesBelowAModelBelongsToIt() throws IOException {
        DemoModels demos = DemoModels.in(SmallDemos.write(folder));

        assertThat(demos.at("demo:small").files()).extracting(DemoFile::name).contains("saes/blocks.0/cfg.json");
    }

    /// What is bundled now, whichever that is, is what its index says.
    @Test
    void theBundledModelsAreWhole() throws IOException {
        DemoModels bundled = DemoModels.bundled();
        for (DemoModel model : bundled.all()) {
            assertThat(model.firstPrompt()).isNotBlank();
            assertThat(model.parameters()).isPositive();
            assertThat(model.suggestions()).isNotEmpty();
            Path lies = bundled.folder(model);
            for (DemoFile file : model.files()) {
                assertThat(file.isWholeIn(lies)).as(model.name() + "/" + file.name()).isTrue();
            }
        }
    }
}
