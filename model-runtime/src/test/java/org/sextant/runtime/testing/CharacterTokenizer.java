package org.sextant.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tokenizer for the fixtures, whose vocabulary has 97 ids: the 95 printable ASCII characters, one token each, and the
/// specials `<s>` and `</s>` at the ids 1 and 2 that the fixtures' configs give them. Byte-level BPE without merges; no
/// token is put first.
///
/// The fixtures know no text, so what they write is noise, but prompts can be typed at them.
public final class CharacterTokenizer {
    /// Number of tokens.
    public static final int SIZE = 97;
    private static final Map<String, Integer> SPECIALS = Map.of("<s>", 1, "</s>", 2);
    private static final int FIRST_AFTER_SPECIALS = 3;

    private CharacterTokenizer() {}

    /// Writes `tokenizer.json` and `tokenizer_config.json` into a model's folder.
    public static void writeTo(Path folder) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode tokenizer = mapper.createObjectNode().put("version", "1.0").putNull("truncation")
                .putNull("padding");
        var added = tokenizer.putArray("added_tokens");
        SPECIALS.forEach((content, id) -> added.addObject().put("id", id).put("content", content)
                .put("single_word", false).put("lstrip", false).put("rstrip", false).put("normalized", false)
                .put("special", true));
        tokenizer.putNull("normalizer");
        for (String part : List.of("pre_tokenizer", "post_processor", "decoder")) {
            tokenizer.putObject(part).put("type", "ByteLevel").put("add_prefix_space", false)
                    .put("trim_offsets", false).put("use_regex", false);
        }
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE").putNull("dropout").putNull("unk_token")
                .putNull("continuing_subword_prefix").putNull("end_of_word_suffix").put("fuse_unk", false)
                .put("byte_fallback", false);
        ObjectNode vocabulary = model.putObject("vocab");
        SPECIALS.forEach(vocabulary::put);
        for (char character = ' '; character <= '~'; character++) {
            vocabulary.put(String.valueOf(character == ' ' ? 'Ġ' : character), id(character));
        }
        model.putArray("merges");
        ObjectNode settings = mapper.createObjectNode().put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("bos_token", "<s>").put("eos_token", "</s>").put("add_bos_token", false);
        try {
            Files.write(folder.resolve("tokenizer.json"), mapper.writeValueAsBytes(tokenizer));
            Files.write(folder.resolve("tokenizer_config.json"), mapper.writeValueAsBytes(settings));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The id of a printable character: 0 for the space, then from 3 on in the order of ASCII.
    public static int id(char character) {
        return character == ' ' ? 0 : character - '!' + FIRST_AFTER_SPECIALS;
    }
}
