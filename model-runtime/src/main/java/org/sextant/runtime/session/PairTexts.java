package org.sextant.runtime.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.train.CorpusLines;

/// Goes through texts in batches of like length, reading no further than it must: it never holds more than some hundred
/// texts.
final class PairTexts implements AutoCloseable {
    /// Texts among which those of like length are looked for.
    private static final int WINDOW = 256;

    private final CompareTexts texts;
    private final PairReader reader;
    private final Reading reading;
    private final Runnable look;
    private final Iterator<Prompt> prompts;
    private final Optional<CorpusLines> lines;
    private final Deque<List<PairedText>> batches = new ArrayDeque<>();
    private Optional<Prompt> newest = Optional.empty();
    private long textsRead;
    private long cut;
    private long unpaired;
    private long tokensRead;

    /// How texts are read.
    ///
    /// @param longest tokens of a text at the most
    /// @param skipped pairs at the start of each that are left out
    /// @param batchTokens tokens of a batch on either side, padding included
    /// @param alike whether texts of a batch must have one length, since what is changed depends on it
    record Reading(int longest, int skipped, int batchTokens, boolean alike) {}

    /// @param look is called before each text and may throw to stop
    /// @throws org.sextant.runtime.SextantException if a corpus cannot be read
    PairTexts(CompareTexts texts, PairReader reader, Reading reading, Runnable look) {
        this.texts = texts;
        this.reader = reader;
        this.reading = reading;
        this.look = look;
        this.prompts = texts instanceof CompareTexts.Prompts given
                ? given.prompts().iterator()
                : List.<Prompt>of().iterator();
        this.lines = texts instanceof CompareTexts.Corpus corpus
                ? Optional.of(new CorpusLines(corpus.file()))
                : Optional.empty();
    }

    /// The next texts that go together; empty at the end.
    Optional<PairBatch> next() {
        while (batches.isEmpty()) {
            List<PairedText> window = window();
            if (window.isEmpty()) {
                return Optional.empty();
            }
            cut(window);
        }
        return Optional.of(PairBatch.of(batches.removeFirst()));
    }

    /// How many pairs of positions there are in all texts; some more than `most` where there are more than these. For one
    /// that gives no batches.
    long countUpTo(long most) {
        while (tokensRead <= most && tokensRead < wanted()) {
            Optional<Prompt> prompt = nextPrompt();
            if (prompt.isEmpty()) {
                break;
            }
            read(prompt.get());
        }
        return tokensRead;
    }

    private List<PairedText> window() {
        List<PairedText> window = new ArrayList<>();
        while (window.size() < WINDOW && tokensRead < wanted()) {
            Optional<Prompt> prompt = nextPrompt();
            if (prompt.isEmpty()) {
                break;
            }
            PairedText text = read(prompt.get());
            if (!text.pairs().isEmpty()) {
                window.add(text);
            }
        }
        return window;
    }

    private Optional<Prompt> nextPrompt() {
        return lines.map(file -> file.next().map(PairTexts::prompt))
                .orElseGet(() -> prompts.hasNext() ? Optional.of(prompts.next()) : Optional.empty());
    }

    private static Prompt prompt(CorpusLines.Line line) {
        return switch (line) {
            case CorpusLines.Line.Words words -> new Prompt.Text(words.text());
            case CorpusLines.Line.Ids given -> new Prompt.Ids(Arrays.stream(given.ids()).boxed().toList());
        };
    }

    private PairedText read(Prompt prompt) {
        look.run();
        PairReader.Reading whole = reader.read(prompt);
        PairedText text = whole.ids().within(reading.longest(), reading.skipped());
        cut += whole.ids().longest() > reading.longest() ? 1 : 0;
        newest = Optional.of(whole.text());
        textsRead++;
        unpaired += whole.alignment().aloneA().stream().filter(at -> at < reading.longest()).count()
                + whole.alignment().aloneB().stream().filter(at -> at < reading.longest()).count();
        int left = (int) Math.min(Integer.MAX_VALUE, wanted() - tokensRead);
        PairedText kept = text.pairs().size() > left
                ? new PairedText(text.idsA(), text.idsB(), text.pairs().subList(0, left))
                : text;
        tokensRead += kept.pairs().size();
        return kept;
    }

    /// Pairs of positions that are wanted.
    private long wanted() {
        return texts instanceof CompareTexts.Corpus corpus ? corpus.tokens() : Long.MAX_VALUE;
    }

    private void cut(List<PairedText> window) {
        window.sort(Comparator.<PairedText>comparingInt(text -> text.idsA().length)
                .thenComparingInt(text -> text.idsB().length));
        List<PairedText> batch = new ArrayList<>();
        for (PairedText text : window) {
            if (!batch.isEmpty() && !fits(batch, text)) {
                batches.add(List.copyOf(batch));
                batch.clear();
            }
            batch.add(text);
        }
        batches.add(List.copyOf(batch));
    }

    private boolean fits(List<PairedText> batch, PairedText text) {
        PairedText first = batch.getFirst();
        boolean likewise = !reading.alike()
                || (first.idsA().length == text.idsA().length && first.idsB().length == text.idsB().length);
        int longest = Math.max(text.longest(), batch.stream().mapToInt(PairedText::longest).max().orElse(0));
        return likewise && (batch.size() + 1L) * longest <= reading.batchTokens();
    }

    /// The text that was read last, a conversation as it was rendered.
    Optional<Prompt> newest() {
        return newest;
    }

    /// Texts read so far.
    long textsRead() {
        return textsRead;
    }

    /// Texts of which the end was left out.
    long cut() {
        return cut;
    }

    /// Positions of either side without a partner.
    long unpaired() {
        return unpaired;
    }

    /// How far it is, by a file's tokens or by the number of prompts.
    Update.Progress progress(long tokens) {
        return switch (texts) {
            case CompareTexts.Corpus corpus ->
                new Update.Progress("Comparing", tokens, corpus.tokens(), "tokens");
            case CompareTexts.Prompts given ->
                new Update.Progress("Comparing", textsRead, given.prompts().size(), "texts");
        };
    }

    @Override
    public void close() {
        lines.ifPresent(CorpusLines::close);
    }
}
