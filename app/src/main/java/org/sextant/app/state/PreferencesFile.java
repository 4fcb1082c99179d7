package org.sextant.app.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.app.state.GenerationSettings.Follow;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.session.Sampling;

/// The preferences as a JSON file. A field that is missing or makes no sense takes its default: nobody should lose the
/// window over a damaged preferences file.
public final class PreferencesFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    public PreferencesFile(Path file) {
        this.file = file;
    }

    /// The file in the place where this system keeps settings.
    ///
    /// @param environment such as `System.getenv()`
    public static PreferencesFile ofSystem(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path folder;
        if (system.contains("win")) {
            folder = folder(environment, "APPDATA", home.resolve("AppData/Roaming")).resolve("Sextant");
        } else if (system.contains("mac")) {
            folder = home.resolve("Library/Application Support/Sextant");
        } else {
            folder = folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("sextant");
        }
        return new PreferencesFile(folder.resolve("preferences.json"));
    }

    private static Path folder(Map<String, String> environment, String name, Path fallback) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? fallback : Path.of(value);
    }

    /// Reads the preferences; the defaults where there are none or they cannot be read.
    public Preferences load() {
        try {
            return read(JSON.readTree(file.toFile()));
        } catch (IOException unreadable) {
            return Preferences.DEFAULT;
        }
    }

    /// Writes the preferences, whole or not at all.
    public void save(Preferences preferences) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            WholeFile.write(file, temporary -> JSON.writeValue(temporary.toFile(), write(preferences)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Preferences read(JsonNode json) {
        return new Preferences(theme(json.path("theme").asText()), texts(json.path("recentModels")),
                prompts(json.path("recentPrompts")), window(json.path("window")), generation(json.path("generation")));
    }

    private static ThemeChoice theme(String name) {
        for (ThemeChoice choice : ThemeChoice.values()) {
            if (choice.name().equalsIgnoreCase(name)) {
                return choice;
            }
        }
        return Preferences.DEFAULT.theme();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    /// A text stands for itself; what was read as ids stands in `{"ids": …}`.
    private static List<RecentPrompt> prompts(JsonNode array) {
        List<RecentPrompt> prompts = new ArrayList<>();
        array.forEach(entry -> prompts.add(entry.has("ids")
                ? new RecentPrompt(entry.path("ids").asText(), true)
                : new RecentPrompt(entry.asText(), false)));
        return prompts;
    }

    private static JsonNode write(RecentPrompt prompt) {
        return prompt.ids()
                ? JSON.createObjectNode().put("ids", prompt.typed())
                : JSON.getNodeFactory().textNode(prompt.typed());
    }

    private static Optional<WindowBounds> window(JsonNode json) {
        return json.path("width").asDouble() < 1 || json.path("height").asDouble() < 1
                ? Optional.empty()
                : Optional.of(new WindowBounds(json.path("x").asDouble(), json.path("y").asDouble(),
                        json.path("width").asDouble(), json.path("height").asDouble(),
                        json.path("maximised").asBoolean()));
    }

    private static GenerationSettings generation(JsonNode json) {
        GenerationSettings fallback = GenerationSettings.DEFAULT;
        Sampling sampling = new Sampling(
                Math.max(0, json.path("temperature").asDouble(fallback.sampling().temperature())),
                Math.max(0, json.path("topK").asInt(fallback.sampling().topK())),
                Math.clamp(json.path("topP").asDouble(fallback.sampling().topP()), 0, 1),
                json.path("seed").asLong(fallback.sampling().seed()));
        boolean whole = Follow.WHOLE.name().equalsIgnoreCase(json.path("follow").asText());
        return new GenerationSettings(sampling, Math.max(1, json.path("tokens").asInt(fallback.maxNewTokens())),
                whole ? Follow.WHOLE : Follow.FROM_HERE, json.path("beside").asBoolean());
    }

    private static ObjectNode write(Preferences preferences) {
        ObjectNode json = JSON.createObjectNode();
        json.put("theme", preferences.theme().name().toLowerCase(Locale.ROOT));
        fill(json.putArray("recentModels"), preferences.recentModels());
        ArrayNode prompts = json.putArray("recentPrompts");
        preferences.recentPrompts().forEach(prompt -> prompts.add(write(prompt)));
        preferences.window().ifPresent(bounds -> json.putObject("window").put("x", bounds.x()).put("y", bounds.y())
                .put("width", bounds.width()).put("height", bounds.height()).put("maximised", bounds.maximised()));
        GenerationSettings generation = preferences.generation();
        Sampling sampling = generation.sampling();
        json.putObject("generation").put("temperature", sampling.temperature()).put("topK", sampling.topK())
                .put("topP", sampling.topP()).put("seed", sampling.seed())
                .put("tokens", generation.maxNewTokens())
                .put("follow", generation.follow().name().toLowerCase(Locale.ROOT)).put("beside", generation.beside());
        return json;
    }

    private static void fill(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
