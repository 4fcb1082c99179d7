package org.sextant.runtime.session;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.sextant.runtime.chat.ChatTemplate;
import org.sextant.runtime.chat.Message;
import org.sextant.runtime.checkpoint.EncodedText;
import org.sextant.runtime.checkpoint.ModelTokenizer;

/// Turns prompts into the ids of one model, and ids into tokens that a person can read. Safe on any thread.
final class PromptReader {
    /// Characters that no text uses.
    private static final String INSTRUCTION_MARK = "\uE000\uE001\uE002";
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final String model;
    private final Optional<ModelTokenizer> tokenizer;
    private final Optional<ChatTemplate> template;
    private final int vocabSize;
    private final int contextLength;

    /// @param model its name, for messages
    PromptReader(String model, Optional<ModelTokenizer> tokenizer, int vocabSize, int contextLength) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.template = tokenizer.flatMap(ModelTokenizer::chatTemplate)
                .map(file -> new ChatTemplate(file.text(), file.file(), file.specialTokens(), InstantSource.system()));
        this.vocabSize = vocabSize;
        this.contextLength = contextLength;
    }

    /// The ids of a prompt that the model can run.
    ///
    /// @throws PromptException if it is empty or longer than the context, an id is out of range, it is text and there is
    ///         no tokenizer, or a conversation and there is no chat template
    /// @throws org.sextant.runtime.chat.ChatTemplateException if the template cannot render the conversation
    int[] runnable(Prompt prompt) {
        int[] ids = prompt instanceof Prompt.Text text && text.text().isEmpty() ? new int[0] : ids(prompt);
        if (ids.length == 0) {
            throw new PromptException("the prompt is empty", "for model " + model, "give at least one token");
        }
        if (ids.length > contextLength) {
            throw new PromptException(
                    "the prompt has " + ids.length + " tokens and the context holds " + contextLength,
                    "for model " + model, "shorten it by " + (ids.length - contextLength) + " tokens");
        }
        return ids;
    }

    /// The ids of a prompt, which may be empty or too long to run.
    ///
    /// @throws PromptException if an id is out of range, it is text and there is no tokenizer, or a conversation and
    ///         there is no chat template
    /// @throws org.sextant.runtime.chat.ChatTemplateException if the template cannot render the conversation
    int[] ids(Prompt prompt) {
        int[] ids = switch (prompt) {
            case Prompt.Ids given -> given.ids().stream().mapToInt(Integer::intValue).toArray();
            case Prompt.Text text -> tokenizer.orElseThrow(this::noTokenizer).encode(text.text(), text.specialTokens());
            case Prompt.Chat chat -> tokenizer.orElseThrow(this::noTokenizer).encode(rendered(chat), false);
        };
        for (int position = 0; position < ids.length; position++) {
            requireInVocabulary(ids[position], position);
        }
        return ids;
    }

    /// A conversation as text, by the model's own template.
    ///
    /// @throws PromptException if there is no template, or no turn
    /// @throws org.sextant.runtime.chat.ChatTemplateException if the template cannot render the conversation
    String rendered(Prompt.Chat chat) {
        ChatTemplate own = template.orElseThrow(() -> new PromptException(
                "the prompt is a conversation and the model has no chat template", "for model " + model,
                "give the prompt as text, or put a chat_template.jinja beside the model's tokenizer.json"));
        if (chat.turns().isEmpty()) {
            throw new PromptException("the conversation has no turns", "for model " + model, "give at least one");
        }
        return own.render(chat.turns().stream().map(turn -> new Message(turn.role(), turn.content())).toList(),
                chat.addGenerationPrompt());
    }

    /// Position of the last token of what the person said last in a conversation.
    ///
    /// @throws PromptException if the prompt is no conversation in which a person says something, or the template does not
    ///         render it
    /// @throws org.sextant.runtime.chat.ChatTemplateException if the template cannot render the conversation
    int instructionEnd(Prompt prompt) {
        if (prompt instanceof Prompt.Chat chat) {
            String text = rendered(chat);
            int end = text.length() - afterInstruction(chat).length();
            List<EncodedText.Span> spans = tokenizer.orElseThrow(this::noTokenizer).encodeWithSpans(text, false)
                    .spans();
            for (int position = spans.size() - 1; position >= 0; position--) {
                if (spans.get(position).start() < end) {
                    return position;
                }
            }
        }
        throw noInstruction();
    }

    /// What the template puts after what the person said last, seen by a mark that stands in its place.
    private String afterInstruction(Prompt.Chat chat) {
        List<ChatTurn> turns = new ArrayList<>(chat.turns());
        int last = turns.stream().map(ChatTurn::role).toList().lastIndexOf(ChatTurn.USER);
        if (last < 0) {
            throw noInstruction();
        }
        turns.set(last, new ChatTurn(ChatTurn.USER, INSTRUCTION_MARK));
        String marked = rendered(new Prompt.Chat(turns, chat.addGenerationPrompt()));
        int place = marked.lastIndexOf(INSTRUCTION_MARK);
        if (place < 0) {
            throw noInstruction();
        }
        return marked.substring(place + INSTRUCTION_MARK.length());
    }

    /// Where in a text each of its tokens came from.
    ///
    /// @throws PromptException if there is no tokenizer
    List<EncodedText.Span> spans(Prompt.Text text) {
        return tokenizer.orElseThrow(this::noTokenizer).encodeWithSpans(text.text(), text.specialTokens()).spans();
    }

    /// Whether text can be read, and ids written as text.
    boolean hasTokenizer() {
        return tokenizer.isPresent();
    }

    /// Ids that stand for a token, counted from 0; all of them without a tokenizer.
    int tokenCount() {
        return Math.min(vocabSize, tokenizer.map(ModelTokenizer::size).orElse(vocabSize));
    }

    boolean hasTemplate() {
        return template.isPresent();
    }

    boolean isSpecial(int id) {
        return tokenizer.map(known -> known.isSpecial(id)).orElse(false);
    }

    /// What tells a token from all others of a vocabulary: its bytes, or the name of a special one.
    String key(int id) {
        return tokenizer.map(known -> known.isSpecial(id)
                ? "special " + known.text(id)
                : "bytes " + HEX.formatHex(known.bytes(id))).orElse("#" + id);
    }

    private PromptException noInstruction() {
        return new PromptException("a prompt is no conversation that holds an instruction", "for model " + model,
                "give conversations, or say which token from the end is meant");
    }

    private PromptException noTokenizer() {
        return new PromptException("the prompt is text and the model has no tokenizer", "for model " + model,
                "give token ids, or put the model's tokenizer.json into its folder");
    }

    private void requireInVocabulary(int id, int position) {
        if (id < 0 || id >= vocabSize) {
            throw new PromptException("the token id " + id + " is outside 0 to " + (vocabSize - 1),
                    "at position " + position + " of the prompt for model " + model,
                    "use ids of this model's own vocabulary");
        }
    }

    /// Ids as tokens.
    ///
    /// @param from position of the first
    List<Token> tokens(int[] ids, int from) {
        List<Token> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            tokens.add(token(from + tokens.size(), id));
        }
        return tokens;
    }

    Token token(int position, int id) {
        return tokenizer.map(known -> {
            boolean special = known.isSpecial(id);
            return new Token(position, id, known.text(id), special ? "" : HEX.formatHex(known.bytes(id)), special);
        }).orElseGet(() -> new Token(position, id, text(id), "", false));
    }

    /// One token's own text; `#id` without a tokenizer.
    String text(int id) {
        return tokenizer.map(known -> known.text(id)).orElse("#" + id);
    }

    /// The text of ids together, without special tokens.
    String decode(int[] ids) {
        return tokenizer.map(known -> known.decode(ids, true)).orElseGet(
                () -> Arrays.stream(ids).mapToObj(id -> "#" + id).collect(Collectors.joining(" ")));
    }
}
