package org.sextant.runtime.checkpoint;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/// Checks the parts of a `tokenizer.json` that the native library takes on trust: what it finds wrong there only when
/// it works ends the whole process, not the call.
final class TokenizerPipeline {
    private static final List<String> TEMPLATES = List.of("single", "pair");

    private final Path file;

    private TokenizerPipeline(Path file) {
        this.file = file;
    }

    /// Looks through the pipeline.
    ///
    /// @throws CheckpointException if a part of it would fail when it is used
    static void check(Path file, JsonNode tokenizer) {
        TokenizerPipeline pipeline = new TokenizerPipeline(file);
        for (String stage : List.of("normalizer", "pre_tokenizer", "post_processor", "decoder")) {
            pipeline.check(tokenizer.path(stage));
        }
        pipeline.checkMerges(tokenizer.path("model"));
    }

    /// Where word pieces that continue carry a prefix, it is cut off the second half of each merge unseen.
    private void checkMerges(JsonNode model) {
        String prefix = model.path("continuing_subword_prefix").asText("");
        if (model.path("continuing_subword_prefix").isTextual() && !prefix.isEmpty()) {
            for (JsonNode merge : model.path("merges")) {
                String second = merge.isArray()
                        ? merge.path(1).asText()
                        : merge.asText().substring(merge.asText().indexOf(' ') + 1);
                refuseIf(!second.startsWith(prefix), "merges " + merge + " without its prefix " + prefix);
            }
        }
    }

    private void check(JsonNode part) {
        part.forEach(nested -> {
            if (nested.isContainerNode()) {
                check(nested);
            }
        });
        switch (part.path("type").asText()) {
            case "TemplateProcessing" -> checkTemplates(part);
            case "FixedLength" -> refuseIf(part.path("length").asInt(1) <= 0, "cuts text into pieces of no length");
            case "Replace" -> part.path("pattern").forEach(
                    pattern -> refuseIf(pattern.asText().isEmpty(), "replaces an empty pattern, which is everywhere"));
            // A compiled trie that cannot be checked from here; none of the families that are read uses it.
            case "Precompiled" -> refuseIf(true, "has a Precompiled normalizer, which is not read here");
            default -> {
                // Everything else is checked by the native library when it reads the file.
            }
        }
    }

    /// A template may only use special tokens that it describes itself.
    private void checkTemplates(JsonNode processor) {
        for (String template : TEMPLATES) {
            for (JsonNode piece : processor.path(template)) {
                JsonNode id = piece.path("SpecialToken").path("id");
                refuseIf(!id.isMissingNode() && !processor.path("special_tokens").has(id.asText()),
                        "has a template with the special token " + id + ", which it does not describe");
            }
        }
    }

    private void refuseIf(boolean wrong, String what) {
        if (wrong) {
            throw new CheckpointException("the tokenizer " + what, file,
                    "download it again, or remove it and give prompts as token ids");
        }
    }
}
