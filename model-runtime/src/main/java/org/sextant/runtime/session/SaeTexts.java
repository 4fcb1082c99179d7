package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.OptionalInt;

import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.sae.SaePlan;
import org.sextant.runtime.train.CorpusFile;
import org.sextant.runtime.train.TokenCorpus;

/// Texts of a file as one model reads them.
final class SaeTexts {
    private static final int LONGEST = 256;
    private static final int BATCH_TOKENS = 4096;
    /// 64 MiB of logits.
    private static final int LOGITS_AT_ONCE = 1 << 24;
    private static final int HELD_OUT_SHARE = 20;
    private static final int MOST_HELD_OUT = 500;

    private final LoadedModel model;

    SaeTexts(LoadedModel model) {
        this.model = model;
    }

    /// Texts to learn, and texts to measure on.
    record Split(TokenCorpus learnt, TokenCorpus heldOut) {}

    /// @throws RequestException if the model has no tokenizer
    /// @throws org.sextant.runtime.SextantException if the file cannot be read or holds no text
    TokenCorpus read(Path corpus) {
        return read(corpus, Long.MAX_VALUE);
    }

    /// Texts from the beginning of a file until there are tokens enough.
    TokenCorpus read(Path corpus, long enough) {
        OptionalInt end = model.endTokens().stream().mapToInt(Integer::intValue).findFirst();
        try (ModelTokenizer tokenizer = ModelTokenizer.in(model.card().folder())
                .orElseThrow(() -> new RequestException("the corpus is text and the model has no tokenizer",
                        "for model " + model.card().name(), "put the model's tokenizer.json into its folder"))) {
            return new CorpusFile(tokenizer, end, model.card().vocabSize()).read(corpus, enough).corpus();
        }
    }

    /// The last texts, one in twenty and 500 at the most, are held out.
    ///
    /// @throws RequestException if there is only one
    Split split(Path corpus) {
        TokenCorpus all = read(corpus);
        if (all.size() < 2) {
            throw new RequestException("there is one text, and one more is needed to measure on", "in " + corpus,
                    "give a file of many texts, one a line");
        }
        int heldOut = Math.clamp(all.size() / HELD_OUT_SHARE, 1, MOST_HELD_OUT);
        return new Split(part(all, 0, all.size() - heldOut), part(all, all.size() - heldOut, all.size()));
    }

    private static TokenCorpus part(TokenCorpus all, int from, int to) {
        TokenCorpus.Builder part = new TokenCorpus.Builder();
        for (int text = from; text < to; text++) {
            part.add(all.ids(text));
        }
        return part.build();
    }

    /// How texts go through the model: without their first token, and in batches whose logits fit.
    SaePlan.Reading reading() {
        ModelSpec spec = model.transformer().spec();
        int longest = Math.min(LONGEST, spec.contextLength());
        int batch = Math.clamp(LOGITS_AT_ONCE / spec.vocabSize(), longest, BATCH_TOKENS);
        return new SaePlan.Reading(longest, batch, 1);
    }

    /// What such a batch holds at a time.
    Workload workload() {
        return Workload.pass(reading().longest(), reading().batchTokens());
    }
}
