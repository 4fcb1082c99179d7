package org.sextant.runtime.chat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.chat.jinja.Absent;
import org.sextant.runtime.chat.jinja.Functions;
import org.sextant.runtime.chat.jinja.Template;
import org.sextant.runtime.chat.jinja.TemplateFailure;

/// A model's own chat template. It is a file from a stranger: it reaches nothing but the conversation, and what it may
/// take of time and memory is bounded. Read when it is first rendered; safe on any thread.
///
/// It is given what the reference library gives it: `messages`, `add_generation_prompt`, the special tokens by their
/// names (`bos_token`, …), and `tools` and `documents` as none.
public final class ChatTemplate {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final String source;
    private final Path file;
    private final Map<String, String> specialTokens;
    private final InstantSource clock;
    private @Nullable Template template;

    /// @param source the template's text
    /// @param file where it was found, for messages
    /// @param specialTokens such as `bos_token` to `<s>`
    /// @param clock what templates that name today's date go by
    public ChatTemplate(String source, Path file, Map<String, String> specialTokens, InstantSource clock) {
        this.source = source;
        this.file = file;
        this.specialTokens = Map.copyOf(specialTokens);
        this.clock = clock;
    }

    /// The file it was found in.
    public Path file() {
        return file;
    }

    /// A conversation as one text, special tokens and all.
    ///
    /// @param addGenerationPrompt whether to end with what the assistant's next turn begins with
    /// @throws ChatTemplateException if the template has an error, takes too long, or refuses this conversation
    public String render(List<Message> messages, boolean addGenerationPrompt) {
        Map<String, Object> variables = new HashMap<>(specialTokens);
        variables.putAll(Functions.all(clock));
        List<Object> turns = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> turn = new LinkedHashMap<>();
            turn.put("role", message.role());
            turn.put("content", message.content());
            turns.add(turn);
        }
        variables.put("messages", turns);
        variables.put("add_generation_prompt", addGenerationPrompt);
        variables.put("tools", Absent.NONE);
        variables.put("documents", Absent.NONE);
        return translating(() -> template().render(variables, LONGEST));
    }

    private synchronized Template template() {
        Template read = template;
        if (read == null) {
            read = Template.of(source);
            template = read;
        }
        return read;
    }

    private String translating(Supplier<String> work) {
        try {
            return work.get();
        } catch (TemplateFailure failure) {
            String where = "in " + file + (failure.line() > 0 ? ", line " + failure.line() + " of the template" : "");
            if (failure.isRefusal()) {
                throw new ChatTemplateException("the chat template refuses this conversation: "
                        + failure.getMessage(), where, "change the turns, or give the prompt as text", failure);
            }
            throw new ChatTemplateException("the chat template cannot be rendered: " + failure.getMessage(), where,
                    "correct the template, or give the prompt as text with its special tokens", failure);
        }
    }
}
