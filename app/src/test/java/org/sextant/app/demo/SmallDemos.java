package org.sextant.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.sextant.assets.demo.DemoIndex;
import org.sextant.assets.demo.DemoModels;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.testing.CheckpointFolder;

/// Demo models for tests: fixtures that read one character a token.
public final class SmallDemos {
    private static final String INDEX = """
            {"models": [
              {"name": "harbour-base", "family": "Llama", "layers": 2, "parameters": 3123456,
               "summary": "Knows the people, boats and trades of a small harbour town; good at every task of that world.",
               "first_prompt": "When Anna and Tom",
               "suggestions": [
                 {"title": "Who gets it? See which heads carry the name",
                  "prompt": "When Anna and Tom went to the market, Anna gave the rope to"},
                 {"title": "A verb that agrees with a noun far away", "prompt": "The boats behind the old harbour wall"},
                 {"title": "Brackets that must close", "prompt": "Cargo: rope (two coils), salt (nine sacks"}],
               "files": []},
              {"name": "harbour-mini", "family": "GPT-2", "layers": 2, "parameters": 845000,
               "summary": "The same town in another architecture, smaller: for comparing two models.",
               "first_prompt": "Tom and Anna",
               "suggestions": [{"title": "Who gets it? Compare with harbour-base", "prompt": "Tom and Anna went"}],
               "files": []}]}
            """;

    private SmallDemos() {}

    /// No demo models at all.
    public static ModelAddresses none() {
        return new ModelAddresses(DemoModels.in(Path.of("/no/demo/models")));
    }

    /// Two small models, `demo:harbour-base` and `demo:harbour-mini`, written into a folder.
    ///
    /// @param cached what the local Hugging Face cache is said to have
    public static ModelAddresses in(Path folder, String... cached) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(DemoIndex.FILE), INDEX);
            CheckpointFolder.copyOf("v5/llama", folder.resolve("harbour-base")).withTokenizer();
            CheckpointFolder.copyOf("v4/gpt2", folder.resolve("harbour-mini")).withTokenizer();
            DemoIndex.refresh(folder);
            return new ModelAddresses(DemoModels.in(folder),
                    () -> Arrays.stream(cached).map(ModelLocation.Cached::new).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
