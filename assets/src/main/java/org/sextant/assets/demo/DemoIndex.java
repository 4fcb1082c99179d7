package org.sextant.assets.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.sextant.runtime.WholeFile;

/// `models.json`: the demo models in their order, what to try with each, and the files of each with size and hash.
///
/// @param models the first is the one that the window opens with
public record DemoIndex(List<DemoModel> models) {
    /// Its name, beside the folders of the models.
    public static final String FILE = "models.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    public DemoIndex {
        models = List.copyOf(models);
    }

    static DemoIndex read(InputStream json) throws IOException {
        return JSON.readValue(json, DemoIndex.class);
    }

    /// Notes what the models' folders hold now. A recipe calls this last; texts and order stay as they are. A model
    /// without a folder gets no files and so is not offered.
    ///
    /// @param models the folder with `models.json`, and beside it a folder for each model
    /// @throws IOException if something cannot be read or written
    public static DemoIndex refresh(Path models) throws IOException {
        DemoIndex before;
        try (InputStream json = Files.newInputStream(models.resolve(FILE))) {
            before = read(json);
        }
        List<DemoModel> refreshed = new ArrayList<>();
        for (DemoModel model : before.models()) {
            refreshed.add(new DemoModel(model.name(), model.summary(), model.family(), model.layers(), model.experts(),
                    model.parameters(), model.firstPrompt(), model.suggestions(),
                    files(models.resolve(model.name()))));
        }
        var index = new DemoIndex(refreshed);
        index.write(models);
        return index;
    }

    private static List<DemoFile> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<DemoFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                found.add(DemoFile.of(folder, file));
            }
        }
        return found;
    }

    private void write(Path models) throws IOException {
        var lines = new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        WholeFile.writeString(models.resolve(FILE), JSON.writer(lines).writeValueAsString(this) + "\n");
    }
}
