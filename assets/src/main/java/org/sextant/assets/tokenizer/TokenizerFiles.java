package org.sextant.assets.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.checkpoint.CheckpointException;

/// The files of a tokenizer in a model folder: `tokenizer.json`, `tokenizer_config.json`, `special_tokens_map.json`.
public final class TokenizerFiles {
    // A line of its own for each token, the same on every system.
    private static final PrettyPrinter LINES = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    private static final JsonMapper MAPPER = new JsonMapper();

    private TokenizerFiles() {}

    /// Writes the files, replacing those that are there. Each appears under its name only once it is whole.
    ///
    /// @param modelMaxLength the most tokens that the model takes
    /// @throws CheckpointException if the folder cannot be written to
    public static void write(BpeModel model, int modelMaxLength, Path folder) {
        write(TokenizerJson.of(model), folder.resolve("tokenizer.json"));
        write(settings(modelMaxLength), folder.resolve("tokenizer_config.json"));
        write(specialTokens(), folder.resolve("special_tokens_map.json"));
    }

    private static ObjectNode settings(int modelMaxLength) {
        return object().put("tokenizer_class", "PreTrainedTokenizerFast").put("add_bos_token", true)
                .put("clean_up_tokenization_spaces", false).put("model_max_length", modelMaxLength)
                .setAll(specialTokens());
    }

    private static ObjectNode specialTokens() {
        return object().put("bos_token", SpecialToken.BEGIN.spelling()).put("eos_token", SpecialToken.END.spelling())
                .put("unk_token", SpecialToken.UNKNOWN.spelling()).put("pad_token", SpecialToken.PADDING.spelling());
    }

    private static void write(ObjectNode content, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] json = MAPPER.writer(LINES).writeValueAsBytes(content);
            WholeFile.write(file, unfinished -> Files.write(unfinished, json));
        } catch (IOException failure) {
            throw new CheckpointException("the file cannot be written (" + failure + ")", file,
                    "check that its folder may be written to and has room", failure);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
