package org.sextant.assets.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes a model down as `tokenizer.json`. Each stage is made so that decoding gives back the text that was encoded,
/// but for `▁` itself, which reads as a space.
final class TokenizerJson {
    private static final String SPACE_CHARACTER = " ";

    private TokenizerJson() {}

    static ObjectNode of(BpeModel model) {
        ObjectNode file = object().put("version", "1.0").putNull("truncation").putNull("padding");
        file.set("added_tokens", addedTokens());
        file.set("normalizer", replace(SPACE_CHARACTER, Spelling.SPACE));
        file.set("pre_tokenizer", preTokenizer());
        file.set("post_processor", postProcessor());
        file.set("decoder", decoder());
        file.set("model", model(model));
        return file;
    }

    private static ArrayNode addedTokens() {
        ArrayNode tokens = array();
        for (SpecialToken token : SpecialToken.values()) {
            tokens.addObject().put("id", token.id()).put("content", token.spelling()).put("single_word", false)
                    .put("lstrip", false).put("rstrip", false).put("normalized", false).put("special", true);
        }
        return tokens;
    }

    /// A Metaspace of `▁` puts none before a text that begins with one, so " a" and "a" would be the same. The
    /// normalizer has written the text's own spaces as `▁` by then; so the first stage puts a true space before every
    /// text, and the second writes that one as `▁` too and cuts before each.
    private static ObjectNode preTokenizer() {
        ObjectNode alone = object().put("type", "Split");
        alone.putObject("pattern").put("Regex", PreTokenizer.ALONE);
        alone.put("behavior", "Isolated").put("invert", false);
        ObjectNode sequence = object().put("type", "Sequence");
        sequence.putArray("pretokenizers").add(metaspace(SPACE_CHARACTER, "first", false))
                .add(metaspace(Spelling.SPACE, "never", true)).add(alone);
        return sequence;
    }

    private static ObjectNode metaspace(String replacement, String prependScheme, boolean split) {
        return object().put("type", "Metaspace").put("replacement", replacement).put("prepend_scheme", prependScheme)
                .put("split", split);
    }

    private static ObjectNode postProcessor() {
        ObjectNode processor = object().put("type", "TemplateProcessing");
        processor.putArray("single").add(begin(0)).add(sequence("A", 0));
        processor.putArray("pair").add(begin(0)).add(sequence("A", 0)).add(begin(1)).add(sequence("B", 1));
        ObjectNode described = processor.putObject("special_tokens").putObject(SpecialToken.BEGIN.spelling());
        described.put("id", SpecialToken.BEGIN.spelling()).putArray("ids").add(SpecialToken.BEGIN.id());
        described.putArray("tokens").add(SpecialToken.BEGIN.spelling());
        return processor;
    }

    private static ObjectNode begin(int typeId) {
        ObjectNode piece = object();
        piece.putObject("SpecialToken").put("id", SpecialToken.BEGIN.spelling()).put("type_id", typeId);
        return piece;
    }

    private static ObjectNode sequence(String id, int typeId) {
        ObjectNode piece = object();
        piece.putObject("Sequence").put("id", id).put("type_id", typeId);
        return piece;
    }

    private static ObjectNode decoder() {
        ObjectNode sequence = object().put("type", "Sequence");
        sequence.putArray("decoders").add(replace(Spelling.SPACE, SPACE_CHARACTER))
                .add(object().put("type", "ByteFallback")).add(object().put("type", "Fuse"))
                .add(object().put("type", "Strip").put("content", SPACE_CHARACTER).put("start", 1).put("stop", 0));
        return sequence;
    }

    private static ObjectNode replace(String text, String by) {
        ObjectNode stage = object().put("type", "Replace");
        stage.putObject("pattern").put("String", text);
        return stage.put("content", by);
    }

    private static ObjectNode model(BpeModel model) {
        ObjectNode bpe = object().put("type", "BPE").putNull("dropout")
                .put("unk_token", SpecialToken.UNKNOWN.spelling()).putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix").put("fuse_unk", true).put("byte_fallback", true)
                .put("ignore_merges", false);
        model.ids().forEach(bpe.putObject("vocab")::put);
        ArrayNode merges = bpe.putArray("merges");
        model.merges().forEach(merge -> merges.addArray().add(merge.left()).add(merge.right()));
        return bpe;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
