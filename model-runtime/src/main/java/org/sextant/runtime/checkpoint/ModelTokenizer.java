package org.sextant.runtime.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// The model's own tokenizer, read from `tokenizer.json` and `tokenizer_config.json`. Safe on any thread. Prompts are
/// never cut or padded, whatever the files ask for.
public final class ModelTokenizer implements AutoCloseable {
    static final String FILE = "tokenizer.json";

    private final Path file;
    private final HuggingFaceTokenizer encoder;
    private final Vocabulary vocabulary;
    private final TokenizerSettings settings;
    private final String kind;
    private final BeginToken begin;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    private ModelTokenizer(Path file, ObjectNode tokenizer, Vocabulary vocabulary, TokenizerSettings settings,
            HuggingFaceTokenizer encoder, BeginToken begin) {
        this.file = file;
        this.kind = tokenizer.path("model").path("type").asText("tokenizer");
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.encoder = encoder;
        this.begin = begin;
    }

    /// Reads the folder's tokenizer; empty where it has none.
    ///
    /// @throws CheckpointException if its files cannot be read or are damaged
    public static Optional<ModelTokenizer> in(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(read(file, TokenizerSettings.in(folder))) : Optional.empty();
    }

    /// The token ids of a text. Special tokens that the text names are found either way.
    ///
    /// @param specialTokens whether to add those that the files ask for, such as the one that begins a text
    public int[] encode(String text, boolean specialTokens) {
        return encodeWithSpans(text, specialTokens).ids().stream().mapToInt(Integer::intValue).toArray();
    }

    /// The token ids of a text and where in it each came from.
    ///
    /// @param specialTokens whether to add those that the files ask for
    public EncodedText encodeWithSpans(String text, boolean specialTokens) {
        String whole = withoutLoneSurrogates(text);
        Encoding encoding = whileOpen(encoder -> encoder.encode(whole, specialTokens, false));
        List<Integer> ids = new ArrayList<>();
        Arrays.stream(encoding.getIds()).forEach(id -> ids.add((int) id));
        List<EncodedText.Span> spans = spans(whole, encoding.getCharTokenSpans());
        if (specialTokens) {
            begin.apply(ids, spans);
        }
        return new EncodedText(ids, spans);
    }

    /// The text of several tokens together, as the tokenizer's own decoder joins them. Ids without a token are left
    /// out.
    public String decode(int[] ids, boolean skipSpecialTokens) {
        long[] known = Arrays.stream(ids).filter(vocabulary::contains).asLongStream().toArray();
        return whileOpen(encoder -> encoder.decode(known, skipSpecialTokens));
    }

    /// One token's own text, whitespace as it is. Bytes that are no whole character become the replacement character;
    /// an id without a token gives `#id`.
    public String text(int id) {
        return vocabulary.contains(id) ? new String(bytes(id), StandardCharsets.UTF_8) : "#" + id;
    }

    /// One token's UTF-8 bytes; none for an id without a token.
    public byte[] bytes(int id) {
        return vocabulary.bytes(id);
    }

    public boolean isSpecial(int id) {
        return vocabulary.isSpecial(id);
    }

    /// Number of tokens, added ones too.
    public int size() {
        return vocabulary.size();
    }

    /// One line for the model's card: "byte-level BPE, 50257 tokens".
    public String describe() {
        String spelling = switch (vocabulary.alphabet()) {
            case TokenAlphabet.ByteLevel _ -> "byte-level " + kind;
            case TokenAlphabet.SentencePiece piece when piece.byteFallback() -> kind + " with byte fallback";
            case TokenAlphabet.SentencePiece _ -> kind;
        };
        return String.format(Locale.ROOT, "%s, %d tokens", spelling, size());
    }

    /// What turns a conversation into a prompt, where the files bring it.
    public Optional<ChatTemplateFile> chatTemplate() {
        return settings.chatTemplate();
    }

    /// Frees the native tokenizer; encoding and decoding end here.
    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            closed = true;
            encoder.close();
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private static ModelTokenizer read(Path file, TokenizerSettings settings) {
        byte[] content = Json.bytes(file);
        ObjectNode tokenizer = Json.object(file, content);
        Vocabulary vocabulary = new Vocabulary(file, tokenizer);
        TokenizerPipeline.check(file, tokenizer);
        HuggingFaceTokenizer encoder = encoder(file, content);
        try {
            BeginToken begin = translating(file, "the tokenizer fails on its first text",
                    () -> BeginToken.of(encoder, settings, vocabulary));
            return new ModelTokenizer(file, tokenizer, vocabulary, settings, encoder, begin);
        } catch (CheckpointException failure) {
            encoder.close();
            throw failure;
        }
    }

    private static HuggingFaceTokenizer encoder(Path file, byte[] content) {
        return translating(file, "the tokenizer cannot be read", () -> {
            try {
                return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(content),
                        Map.of("truncation", "false", "padding", "false"));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    /// Keeps the native tokenizer from being freed while it works.
    private <R> R whileOpen(Function<HuggingFaceTokenizer, R> work) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            return translating(file, "the tokenizer fails on this text", () -> work.apply(encoder));
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /// The native library reports whatever it dislikes in the file as a bare RuntimeException.
    private static <R> R translating(Path file, String what, Supplier<R> work) {
        try {
            return work.get();
        } catch (RuntimeException refused) {
            throw new CheckpointException(what + " (" + refused.getMessage() + ")", file,
                    "download it again, or remove it and give prompts as token ids", refused);
        }
    }

    /// Half a surrogate pair has no UTF-8; the replacement character keeps the places of all others.
    private static String withoutLoneSurrogates(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /// The native library counts code points; Java counts chars.
    private static List<EncodedText.Span> spans(String text, @Nullable CharSpan[] codePoints) {
        int[] charIndex = new int[text.codePointCount(0, text.length()) + 1];
        for (int point = 1; point < charIndex.length; point++) {
            charIndex[point] = text.offsetByCodePoints(charIndex[point - 1], 1);
        }
        int last = charIndex.length - 1;
        List<EncodedText.Span> spans = new ArrayList<>();
        int end = 0;
        for (CharSpan span : codePoints) {
            // A normalizer that lengthens the text can report places beyond its end.
            int start = span == null ? end : charIndex[Math.clamp(span.getStart(), 0, last)];
            end = span == null ? end : charIndex[Math.clamp(span.getEnd(), 0, last)];
            spans.add(new EncodedText.Span(start, end));
        }
        return spans;
    }
}
